import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { LogFiles } from '../../core/ports/log-files.ts'
import { logFileName, MAX_LOG_FILES } from './file-log.ts'

/** Reads what `createFileLog` writes into the same directory. */
export const createLogFiles = (directory: string): LogFiles => ({
  newest: async (maxBytes) => {
    const files: { name: string; text: string }[] = []
    let left = maxBytes
    for (let age = 0; age < MAX_LOG_FILES && left > 0; age += 1) {
      const name = logFileName(age)
      const bytes = await readFile(path.join(directory, name)).catch(() => null)
      if (bytes === null) continue
      const taken = lastLines(bytes, left)
      files.push({ name, text: taken.toString('utf8') })
      left -= bytes.length
    }
    return files
  },
})

function lastLines(bytes: Buffer, most: number): Buffer {
  if (bytes.length <= most) return bytes
  const from = bytes.indexOf(0x0a, bytes.length - most - 1) + 1
  return from === 0 ? Buffer.alloc(0) : bytes.subarray(from)
}
