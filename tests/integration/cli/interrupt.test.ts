import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { makeTempDir } from '../../support/temp-dir.ts'

const ENTRY = join(import.meta.dirname, '..', '..', '..', 'src', 'cli', 'index.ts')

it('Ctrl+C in the middle of a scenario: exit 130, and every test lead made so far is deleted first', async () => {
  const folder = makeTempDir()
  const command = ['scenario', 'run', 'all', '--tenant', 'sandbox', '--data-dir', folder.path]
  const child = spawn(process.execPath, [ENTRY, ...command], { stdio: ['ignore', 'ignore', 'pipe'] })
  const exited = once(child, 'exit')
  // The first finished step of C2 says that C1 has left its leads and that more are being made.
  for await (const line of createInterface({ input: child.stderr })) {
    if (!line.startsWith('C2 ')) continue
    child.kill('SIGINT')
    break
  }
  child.stderr.resume()
  const [code] = (await exited) as [number | null]
  expect(code).toBe(130)

  const data = new Database(join(folder.path, 'console.sqlite'), { readonly: true })
  const made = data.prepare('SELECT count(*) FROM test_records').pluck().get()
  const left = data.prepare('SELECT count(*) FROM test_records WHERE deleted_at IS NULL').pluck().get()
  const status = data.prepare("SELECT status FROM runs WHERE kind = 'scenario'").pluck().get()
  data.close()
  folder.remove()
  expect(made).toBeGreaterThan(0)
  expect(left).toBe(0)
  expect(status).toBe('cancelled')
})
