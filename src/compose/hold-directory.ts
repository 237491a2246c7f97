import type { Clock } from '../core/ports/clock.ts'
import { isoNow } from '../core/ports/clock.ts'
import { tryLockDirectory, type LockHolder } from '../adapters/sqlite/directory-lock.ts'
import { fail, ok, type Result } from '../shared/lib/result.ts'
import type { Refused } from '../shared/model/failure.ts'

interface HoldOptions {
  readonly directory: string
  readonly kind: LockHolder['kind']
  readonly clock: Clock
  readonly nativeBinding: string | null
}

/** Takes the data directory for this process; refused by name when another one has it. The value is the function that lets go. */
export function holdDirectory({ directory, kind, clock, nativeBinding }: HoldOptions): Result<() => void, Refused> {
  const since = isoNow(clock)
  const answer = tryLockDirectory({ directory, holder: { pid: process.pid, kind, since }, nativeBinding })
  if (answer.ok) return ok(answer.release)
  return fail({
    kind: 'Refused',
    reason: 'directory_held',
    message: `The data directory ${directory} is held by ${nameOf(answer.holder)}.`,
  })
}

const KINDS: Readonly<Record<LockHolder['kind'], string>> = { window: 'the window', cli: 'a command' }

const nameOf = (holder: LockHolder | null): string =>
  holder === null ? 'another process' : `${KINDS[holder.kind]} with process number ${holder.pid}, since ${holder.since}`
