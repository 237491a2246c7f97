import type { Result } from '../../shared/lib/result.ts'
import type { LocalDataError } from '../../shared/model/failure.ts'
import type { Clock } from '../ports/clock.ts'
import type { LocalData } from '../ports/stores.ts'

interface Patience {
  readonly ports: { readonly data: Pick<LocalData, 'tryTransaction'>; readonly clock: Clock }
  /** Told of trouble, and with null when there is none any more. */
  readonly onTrouble?: ((failure: LocalDataError | null) => void) | undefined
  /** Asked before each further try. */
  readonly goesOn: () => boolean
}

interface Flushing {
  readonly isFlushed?: boolean
}

const TRY_AGAIN_MS = 500

/** Tries of somebody who waits at a button. */
const TRIES_OF_A_CLICK = 4

/**
 * Writes all of `work` or nothing, again and again while local data cannot be written: the process stays alive meanwhile, unlike in
 * `transaction`. Waits for the disk only where asked to (see `LocalData.tryTransaction`).
 */
export async function writePatiently<T>(
  { ports, onTrouble, goesOn }: Patience,
  work: () => T,
  { isFlushed = false }: Flushing = {},
): Promise<Result<T, LocalDataError>> {
  for (;;) {
    const written = ports.data.tryTransaction(work, { isFlushed })
    onTrouble?.(written.ok ? null : written.failure)
    if (written.ok || !goesOn()) return written
    await ports.clock.sleep(TRY_AGAIN_MS)
  }
}

/** The same for a click: after two seconds it fails with what to do. */
export function writeOnClick<T>(
  ports: Patience['ports'],
  work: () => T,
  flushing: Flushing = { isFlushed: true },
): Promise<Result<T, LocalDataError>> {
  let triesLeft = TRIES_OF_A_CLICK
  return writePatiently({ ports, goesOn: () => (triesLeft -= 1) >= 0 }, work, flushing)
}
