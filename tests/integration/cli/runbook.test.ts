import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { RunbookResultSchema, type RunbookResult } from '../../../src/shared/model/runbook.ts'
import { runCommandLine } from '../../support/run-command-line.ts'
import { startSharedSandbox, type SharedSandbox } from '../../support/shared-sandbox.ts'
import { makeTempDir, type TempDir } from '../../support/temp-dir.ts'

const RUNBOOK = ['runbook', '--tenant', 'sandbox', '--json']

async function runbook(dataDir: string, env: Readonly<Record<string, string>> = {}): Promise<RunbookResult> {
  const { code, json, stderr } = await runCommandLine(RUNBOOK, { dataDir, env })
  expect(code, stderr).toBe(0)
  return RunbookResultSchema.parse(json())
}

const criteriaOfC = ({ scenarios }: RunbookResult) =>
  scenarios.filter(({ id }) => id.startsWith('C')).flatMap(({ criteria }) => criteria)

describe('the runbook as one command', () => {
  let sandbox: SharedSandbox
  let first: TempDir
  let second: TempDir
  beforeAll(async () => {
    sandbox = await startSharedSandbox()
    first = makeTempDir()
    second = makeTempDir()
  })
  afterAll(async () => {
    await sandbox[Symbol.asyncDispose]()
    first.remove()
    second.remove()
  })

  const leadsInD365 = () => sandbox.control.leads()

  it('passes all twelve criteria of C1 to C3, twice in a row, and leaves no test lead behind', async () => {
    const before = leadsInD365().length
    for (const attempt of ['first', 'second']) {
      const result = await runbook(first.path, sandbox.env)
      expect(result.ok, attempt).toBe(true)
      expect(criteriaOfC(result), attempt).toHaveLength(12)
      expect(
        criteriaOfC(result).filter(({ passed }) => !passed),
        attempt,
      ).toEqual([])
      expect(result.reports.map((path) => path.split('.').at(-1)).sort(), attempt).toEqual([
        'csv',
        'html',
        'json',
        'md',
        'xml',
      ])
      expect(leadsInD365(), attempt).toHaveLength(before)
    }
  })

  it('passes from two data directories at once on one sandbox: neither deletes the other’s test leads', async () => {
    const before = leadsInD365().length
    const results = await Promise.all([runbook(first.path, sandbox.env), runbook(second.path, sandbox.env)])
    for (const result of results) expect(result.ok).toBe(true)
    expect(leadsInD365()).toHaveLength(before)
  })

  it('makes one lead per domain when both directories push the same file at once', async () => {
    const file = new URL('../../fixtures/hunter-export.csv', import.meta.url).pathname
    await Promise.all(
      [first, second].map(async ({ path: dataDir }) => {
        const imported = await runCommandLine(['leads', 'import', file, '--json'], { dataDir, env: sandbox.env })
        expect(imported.code, imported.stdout).toBe(0)
        const args = ['push', '--tenant', 'sandbox', '--all', '--json']
        const pushed = await runCommandLine(args, { dataDir, env: sandbox.env })
        expect(pushed.code, pushed.stdout).toBe(0)
      }),
    )
    const subjects = leadsInD365()
      .map((lead) => String(lead['subject']))
      .filter((subject) => subject.startsWith('Hunter: '))
    expect(subjects.length).toBeGreaterThan(5)
    expect(new Set(subjects).size).toBe(subjects.length)
  })
})
