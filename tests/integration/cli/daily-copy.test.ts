import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { runCommandLine } from '../../support/run-command-line.ts'
import { startSharedSandbox, type SharedSandbox } from '../../support/shared-sandbox.ts'
import { makeTempDir, type TempDir } from '../../support/temp-dir.ts'

let sandbox: SharedSandbox
let folder: TempDir
beforeAll(async () => {
  sandbox = await startSharedSandbox()
  folder = makeTempDir()
})
afterAll(async () => {
  await sandbox[Symbol.asyncDispose]()
  folder.remove()
})

const run = async (...args: readonly string[]): Promise<unknown> => {
  const done = await runCommandLine([...args, '--json'], { dataDir: folder.path, env: sandbox.env })
  expect(done.code, done.stdout + done.stderr).toBe(0)
  return done.json()
}

const decide = (reason: string) =>
  run('gate', 'decide', '--tenant', 'sandbox', '--decision', 'NO-GO', '--reason', reason, '--approver', 'Deniz Kaya')

it('puts the daily copy back and keeps the decisions made since it was made', async () => {
  await decide('before the second start')
  const [copy] = readdirSync(join(folder.path, 'backups'))
  expect(copy).toMatch(/^backup-\d{4}-\d{2}-\d{2}\.sqlite$/)
  await decide('after the copy was made')

  await run('restore', join(folder.path, 'backups', copy ?? ''))

  const { entries: log } = (await run('gate', 'log')) as {
    entries: readonly { body: { type: string; reason: string } }[]
  }
  expect(log.map(({ body }) => body.type)).toEqual(['decision', 'decision', 'restored'])
  expect(log.slice(0, 2).map(({ body }) => body.reason)).toEqual(['before the second start', 'after the copy was made'])
  expect(await run('gate', 'verify')).toMatchObject({ entries: 3, verdict: 'ok', brokenAt: null })
})
