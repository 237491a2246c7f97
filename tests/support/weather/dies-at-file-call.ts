import fs from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'

/** The process dies before it flushes a file to disk (`file.flush`), or before it gives it its name (`file.rename`). */
export function diesAtFileCall(call: string, die: () => unknown): void {
  if (call === 'file.rename') Object.assign(fs, { rename: die })
  if (call === 'file.flush') {
    const { open } = fs
    const opened = async (...args: Parameters<typeof open>) => Object.assign(await open(...args), { sync: die })
    Object.assign(fs, { open: opened })
  }
  syncBuiltinESMExports()
}
