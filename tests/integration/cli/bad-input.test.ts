import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { BAD_LEADS_CSV, WHY_REFUSED } from '../../support/bad-leads.ts'
import { runCommandLine } from '../../support/run-command-line.ts'
import { startSharedSandbox } from '../../support/shared-sandbox.ts'
import { makeTempDir } from '../../support/temp-dir.ts'

it('bad leads are told by import and dry run, by line and column, and the push holds nothing else up', async () => {
  await using sandbox = await startSharedSandbox()
  using folder = makeTempDir()
  const file = join(folder.path, 'bad.csv')
  writeFileSync(file, BAD_LEADS_CSV)
  const run = (...args: readonly string[]) => runCommandLine(args, { dataDir: folder.path, env: sandbox.env })
  const imported = await run('leads', 'import', file, '--json')
  expect([imported.code, imported.json()]).toMatchObject([
    1,
    { rows: 6, imported: 5, rejected: [{ line: 2, reason: 'There is no domain.' }] },
  ])

  const told = await run('push', '--tenant', 'sandbox', '--all', '--dry-run')
  expect(told.code).toBe(1)
  for (const [domain, reason] of Object.entries(WHY_REFUSED))
    expect(told.stdout.split('\n').find((line) => line.startsWith(domain))).toContain(reason)
  expect(told.stdout).toContain('Refused before anything is sent: 3 leads')
  expect(told.stdout).toContain('Mend their values in Hunter, import again and push again')
  expect(sandbox.control.leads()).toEqual([])

  const pushed = await run('push', '--tenant', 'sandbox', '--all', '--json')
  const lines = pushed.stderr.trim().split('\n')
  expect(lines).toEqual([...new Set(lines)])
  expect([pushed.code, pushed.json()]).toMatchObject([1, { outcomes: { created: 2, rejected: 3 } }])
  expect(sandbox.control.leads().map(({ companyname }) => companyname)).toEqual(
    expect.arrayContaining(['Şirket 🚀 A.Ş.', 'Fine']),
  )
  expect(sandbox.control.leads()).toHaveLength(2)
}, 60_000)
