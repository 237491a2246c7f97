import fs from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'

const CALLS = ['write', 'flush', 'rename'] as const

/** The process dies before it writes to a file it opened, flushes it to disk or gives it its name: `file.rename`. */
export function diesAtFileCall(call: string, die: () => unknown): void {
  const at = CALLS.find((one) => call === `file.${one}`)
  if (at === 'rename') Object.assign(fs, { rename: die })
  else if (at !== undefined) {
    const { open } = fs
    const method = at === 'flush' ? 'sync' : 'writeFile'
    const opened = async (...args: Parameters<typeof open>) => Object.assign(await open(...args), { [method]: die })
    Object.assign(fs, { open: opened })
  }
  syncBuiltinESMExports()
}
