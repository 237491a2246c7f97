import { tryLockDirectory } from '../../../src/adapters/sqlite/directory-lock.ts'

/* Waits for a line, tries to take the directory, says how it went, and holds it until killed. */
const directory = process.argv[2] ?? ''
process.stdin.once('data', () => {
  const since = new Date().toISOString()
  const answer = tryLockDirectory({ directory, holder: { pid: process.pid, kind: 'cli', since } })
  process.stdout.write(answer.ok ? 'won\n' : `lost to ${String(answer.holder?.pid ?? null)}\n`)
  if (!answer.ok) process.exit(0)
})
process.stdout.write('ready\n')
setInterval(() => undefined, 1_000)
