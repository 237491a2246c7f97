import { randomBytes } from 'node:crypto'
import { access, constants, mkdir, open, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import type { FileContent, FileWriter } from '../../core/ports/files.ts'
import { flushDirectory } from './flush-directory.ts'
import { judgeFileName } from './safe-file-name.ts'

/**
 * Files that are whole or absent, also after a crash or power loss: written beside their final name, flushed, then renamed.
 * An existing file of that name is replaced; a symbolic link of that name is replaced itself, not followed.
 */
export const fileWriter: FileWriter = {
  prepare: async (directory) => {
    const folder = path.resolve(directory)
    await makeDirectory(folder)
    await access(folder, constants.W_OK)
  },
  writeWhole: async (directory, name, content) => {
    const objection = judgeFileName(name)
    if (objection !== null) throw new Error(`${JSON.stringify(name)} cannot be a file name: ${objection}.`)
    const folder = path.resolve(directory)
    const target = path.join(folder, name)
    // Short and of its own, so that a long name and two writers at once both fit.
    const unfinished = path.join(folder, `.${randomBytes(8).toString('hex')}.unfinished`)
    await makeDirectory(folder)
    try {
      await writeFlushed(unfinished, content)
      await rename(unfinished, target)
    } catch (error) {
      await rm(unfinished, { force: true })
      throw error
    }
    flushDirectory(folder)
    return target
  },
}

async function writeFlushed(file: string, content: FileContent): Promise<void> {
  const handle = await open(file, 'wx', 0o600)
  try {
    await handle.writeFile(content)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** One level at a time: in a file system that makes no directories (/proc), Node's own recursive form tries for ever. */
async function makeDirectory(folder: string): Promise<void> {
  if (await isDirectory(folder)) return
  if (path.dirname(folder) !== folder) await makeDirectory(path.dirname(folder))
  try {
    await mkdir(folder, { mode: 0o700 })
  } catch (error) {
    // Another writer may have made it in between.
    if (!(await isDirectory(folder))) throw error
  }
}

const isDirectory = (folder: string): Promise<boolean> =>
  stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  )
