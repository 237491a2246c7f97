import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fileWriter } from '../../../src/adapters/node/file-writer.ts'
import { makeTempDir, type TempDir } from '../../support/temp-dir.ts'

let dir: TempDir
let folder: string

beforeEach(() => {
  dir = makeTempDir()
  folder = path.join(dir.path, 'out', 'reports')
})
afterEach(() => dir.remove())

describe('writing a file for people', () => {
  it('answers its absolute path; file and new folders are private to the user', async () => {
    const written = await fileWriter.writeWhole(folder, 'rapor – İzmir.md', 'içerik')
    expect(written).toBe(path.join(folder, 'rapor – İzmir.md'))
    expect(readFileSync(written, 'utf8')).toBe('içerik')
    expect((statSync(written).mode & 0o777).toString(8)).toBe('600')
    expect((statSync(folder).mode & 0o777).toString(8)).toBe('700')
    expect(readdirSync(folder)).toEqual(['rapor – İzmir.md'])
  })

  it('replaces a file of that name whole, and a link of that name instead of following it', async () => {
    mkdirSync(folder, { recursive: true })
    const outside = path.join(dir.path, 'outside.txt')
    writeFileSync(outside, 'mine')
    symlinkSync(outside, path.join(folder, 'report.md'))
    await fileWriter.writeWhole(folder, 'report.md', 'one')
    await fileWriter.writeWhole(folder, 'report.md', Buffer.from('two'))
    expect(readFileSync(path.join(folder, 'report.md'), 'utf8')).toBe('two')
    expect(readFileSync(outside, 'utf8')).toBe('mine')
  })

  it('leaves nothing behind where it cannot finish', async () => {
    mkdirSync(path.join(folder, 'report.md', 'full'), { recursive: true })
    await expect(fileWriter.writeWhole(folder, 'report.md', 'text')).rejects.toThrow()
    expect(readdirSync(folder)).toEqual(['report.md'])
  })

  it(
    'killed while it writes, again and again, leaves every file of a final name whole',
    { timeout: 120_000 },
    async () => {
      const script = fileURLToPath(new URL('export-child.ts', import.meta.url))
      let seen = 0
      for (let kill = 0; kill < 12; kill += 1) {
        const child = spawn(process.execPath, [script, folder], { stdio: ['ignore', 'pipe', 'inherit'] })
        await once(child.stdout, 'data')
        // Somewhere else in the write each time: the size of what is unfinished at that moment differs.
        await new Promise((resolve) => setTimeout(resolve, 5 + kill * 7))
        child.kill('SIGKILL')
        await once(child, 'exit')
        for (const name of readdirSync(folder).filter((one) => !one.startsWith('.'))) {
          const [digest = '', ...lines] = readFileSync(path.join(folder, name), 'utf8').split('\n')
          expect(createHash('sha256').update(lines.join('\n')).digest('hex'), name).toBe(digest)
          seen += 1
        }
      }
      expect(seen).toBeGreaterThan(24)
    },
  )

  it('gives twenty writers at once one whole file', async () => {
    const texts = Array.from({ length: 20 }, (_, index) => String(index).repeat(50_000))
    await Promise.all(texts.map((text) => fileWriter.writeWhole(folder, 'same.md', text)))
    expect(texts).toContain(readFileSync(path.join(folder, 'same.md'), 'utf8'))
    expect(readdirSync(folder)).toEqual(['same.md'])
  })

  it.each([
    '',
    '.',
    '..',
    '../up.md',
    'a/b.md',
    String.raw`a\b.md`,
    '/etc/x',
    'C:x',
    'nul\0',
    'CON',
    'con.md',
    'LPT1',
    'a.',
    'a ',
    'a:b',
    'x'.repeat(300),
    '\u202Egnp.md',
  ])('refuses the name %j and writes nothing', async (name) => {
    await expect(fileWriter.writeWhole(folder, name, 'text')).rejects.toThrow(/cannot be a file name/)
    expect(readdirSync(dir.path)).toEqual([])
  })

  it('makes a directory before long work, or says at once that none can be made there', async () => {
    const deep = path.join(folder, 'a', 'b')
    await fileWriter.prepare(deep)
    expect(statSync(deep).mode & 0o777).toBe(0o700)
    writeFileSync(path.join(folder, 'file'), '')
    await expect(fileWriter.prepare(path.join(folder, 'file'))).rejects.toThrow(/EEXIST|ENOTDIR/)
    await expect(fileWriter.prepare(path.join(folder, 'file', 'below'))).rejects.toThrow(/EEXIST|ENOTDIR/)
  })

  it.runIf(process.platform === 'linux')('answers where the file system makes no directories', async () => {
    await expect(fileWriter.prepare('/proc/reports/of/a/run')).rejects.toThrow(/ENOENT|EACCES|EPERM/)
  })
})
