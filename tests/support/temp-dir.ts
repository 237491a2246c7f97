import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A folder of this test's own. `remove` deletes it with all its content; use `using` or call it in `afterEach`. */
export interface TempDir extends Disposable {
  readonly path: string
  remove(): void
}

/**
 * Makes an empty folder under the system's place for such.
 * @example using dir = makeTempDir()
 */
export function makeTempDir(name = 'hunter-console-'): TempDir {
  const path = mkdtempSync(join(tmpdir(), name))
  // Windows frees a file a moment after its last handle.
  const remove = (): void => rmSync(path, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 })
  return { path, remove, [Symbol.dispose]: remove }
}
