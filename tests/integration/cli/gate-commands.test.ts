import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { shortCode } from '../../../src/core/gate/canonical-entry.ts'
import type { DecisionEntry, GateVerification } from '../../../src/shared/model/gate.ts'
import { runCommandLine } from '../../support/run-command-line.ts'
import { makeTempDir, type TempDir } from '../../support/temp-dir.ts'

let folder: TempDir
beforeEach(() => {
  folder = makeTempDir()
})
afterEach(() => folder.remove())

const run = (...args: readonly string[]) =>
  runCommandLine([...args, '--json'], { dataDir: join(folder.path, 'data'), env: {} })
const decide = (decision: string, ...more: readonly string[]) =>
  run('gate', 'decide', '--tenant', 'sandbox', '--decision', decision, ...more)
const codeOf = async (answer: ReturnType<typeof run>): Promise<readonly [number | null, string]> => {
  const { code, json } = await answer
  return [code, (json() as { error: { code: string } }).error.code]
}
const verify = async (...more: readonly string[]): Promise<readonly [number | null, string, number | null]> => {
  const { code, json } = await run('gate', 'verify', ...more)
  const { verdict, brokenAt } = json() as GateVerification
  return [code, verdict, brokenAt]
}
const entries = async (): Promise<readonly DecisionEntry[]> =>
  ((await run('gate', 'log')).json() as { entries: readonly DecisionEntry[] }).entries

const sidecar = (): string => join(folder.path, 'data', 'decisions.jsonl')
const linesOfSidecar = (): string[] => readFileSync(sidecar(), 'utf8').split('\n').filter(Boolean)
const writeSidecar = (lines: readonly string[]): void =>
  writeFileSync(sidecar(), lines.map((line) => `${line}\n`).join(''))

/** Who can write the file can drop what guards the table, too. */
function inDatabase(statement: string): void {
  const db = new Database(join(folder.path, 'data', 'console.sqlite'))
  for (const guard of db
    .prepare("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'decisions'")
    .pluck()
    .all()) {
    db.exec(`DROP TRIGGER ${String(guard)}`)
  }
  db.exec(statement)
  db.close()
}

describe('decisions by command', { timeout: 240_000 }, () => {
  it('a GO is refused with its blockers, and recorded with approver and override, which the log shows', async () => {
    const refused = await decide('GO', '--reason', 'Now.', '--approver', 'Deniz Kaya')
    expect(refused.code).toBe(2)
    expect(refused.json()).toMatchObject({
      error: { code: 'go_not_allowed', message: expect.stringContaining('E1.15') as string },
    })
    expect(await codeOf(decide('GO', '--reason', 'Now.', '--override', 'The board decided'))).toEqual([
      2,
      'approver_missing',
    ])
    expect(await entries()).toEqual([])
    const override = [
      '--approver',
      'Deniz Kaya',
      '--override',
      'The board decided',
      '--waive',
      'E1.5=It does not throttle',
    ]
    expect((await decide('GO', '--reason', 'Now.', ...override, '--known-limitations', 'No D3')).json()).toMatchObject({
      sequence: 1,
      decision: 'GO',
    })
    const [entry] = await entries()
    expect(entry?.body).toMatchObject({
      approver: 'Deniz Kaya',
      override: 'The board decided',
      waivers: { 'E1.5': 'It does not throttle' },
      knownLimitations: 'No D3',
    })
    expect(entry?.body.blockers).toHaveLength(14)
    const status = await run('gate', 'status', '--tenant', 'sandbox')
    const { lines, go, production } = status.json() as {
      lines: readonly { id: string; status: string }[]
      go: object
      production: unknown
    }
    expect(lines.map(({ status }) => status).filter((word) => word === 'not_run')).toHaveLength(14)
    expect(lines[4]).toMatchObject({ id: 'E1.5', status: 'waived' })
    expect([go, production, status.code]).toMatchObject([{ allowed: false }, null, 0])
  })

  it('the log is whole with 0 and anything else with 1: each half held against the other, and both against a report’s code', async () => {
    for (const reason of ['One.', 'Two.', 'Three.']) expect((await decide('NO-GO', '--reason', reason)).code).toBe(0)
    const [, second, third] = await entries()
    const code = shortCode({ sequence: 3, hash: third?.hash ?? '' })
    expect(await verify()).toEqual([0, 'ok', null])
    expect(await verify('--code', code)).toEqual([0, 'ok', null])
    expect(await verify('--code', `2-${code.slice(2)}`)).toEqual([1, 'forked', 2])
    expect(await verify('--code', `4-${code.slice(2)}`)).toEqual([1, 'truncated', 4])

    const whole = linesOfSidecar()
    const edited = JSON.stringify({ ...third, body: { ...third?.body, reason: 'Edited' } })
    for (const [lines, place] of [
      [[], 1],
      [whole.slice(0, 2), 3],
      [[...whole.slice(0, 2), edited], 3],
    ] as const) {
      writeSidecar(lines)
      expect(await verify()).toEqual([1, 'unanchored_tail', place])
    }
    writeSidecar(whole)
    inDatabase('DELETE FROM decisions WHERE sequence = 3')
    expect(await verify()).toEqual([1, 'truncated', 3])
    inDatabase(`UPDATE decisions SET body = replace(body, 'Two.', 'Too.') WHERE sequence = 2`)
    expect(await verify()).toEqual([1, 'altered', 2])
    expect(second?.body.reason).toBe('Two.')
  })

  it('what the checkpoint file lacks is vouched for by gate anchor alone, which the log keeps', async () => {
    for (const reason of ['One.', 'Two.']) await decide('NO-GO', '--reason', reason)
    writeSidecar(linesOfSidecar().slice(0, 1))
    const anchored = await run('gate', 'anchor')
    expect([anchored.code, anchored.json()]).toMatchObject([0, { entries: 3, verdict: 'ok', brokenAt: null }])
    expect(linesOfSidecar()).toHaveLength(3)
    expect((await entries()).at(-1)?.body).toMatchObject({
      type: 'restored',
      reason: expect.stringContaining('Missing in the checkpoint file and written there again: entry 2.') as string,
    })
  })

  it('gate anchor leaves a log that contradicts itself as it is', async () => {
    await decide('NO-GO', '--reason', 'One.')
    inDatabase(`UPDATE decisions SET body = replace(body, 'One.', 'Won.') WHERE sequence = 1`)
    const before = linesOfSidecar()
    const anchored = await run('gate', 'anchor')
    expect([anchored.code, anchored.json()]).toMatchObject([1, { verdict: 'altered', brokenAt: 1 }])
    expect(linesOfSidecar()).toEqual(before)
  })

  it('an auditor verifies the export in an empty folder, with nothing but Node', async () => {
    for (const reason of ['One.', 'Two.']) await decide('NO-GO', '--reason', reason)
    const out = join(folder.path, 'export')
    expect((await run('gate', 'export', out)).code).toBe(0)
    using elsewhere = makeTempDir()
    const empty = join(elsewhere.path, 'empty')
    mkdirSync(empty)
    cpSync(out, empty, { recursive: true })
    const node = (...args: readonly string[]) => {
      const { status, stdout } = spawnSync(process.execPath, ['verify.mjs', ...args], {
        cwd: empty,
        env: {},
        encoding: 'utf8',
      })
      return [status, stdout === '' ? null : (JSON.parse(stdout) as GateVerification).verdict]
    }
    const [first] = await entries()
    const code = shortCode({ sequence: 1, hash: first?.hash ?? '' })
    expect(readFileSync(join(empty, 'README.md'), 'utf8')).toContain('2 entries; short code of the newest: 2-')
    expect([node(), node('--code', code), node('--code', '1-0000-0000-0000')]).toEqual([
      [0, 'ok'],
      [0, 'ok'],
      [1, 'forked'],
    ])
    writeFileSync(
      join(empty, 'decisions.jsonl'),
      readFileSync(join(empty, 'decisions.jsonl'), 'utf8').replace('Two.', 'Too.'),
    )
    expect(node()).toEqual([1, 'altered'])
    expect(node('--code', 'x')).toEqual([2, null])
  })
})

const toDecide = (decision: string, more = '') => `gate decide --tenant sandbox --decision ${decision} ${more}`.trim()

describe('wrong usage of gate and report ends with 2 and one document', { timeout: 240_000 }, () => {
  it.each<readonly [string, string, string | RegExp]>([
    ['no reason', toDecide('GO'), /^usage/],
    ['a third decision', toDecide('MAYBE', '--reason x'), /^usage/],
    ['an empty reason', toDecide('NO-GO', '--reason='), 'InvalidInput'],
    ['no tenant', 'gate decide --decision NO-GO --reason x', 'InvalidInput'],
    ['a tenant nobody knows', 'gate status --tenant nobody', 'NotFound'],
    ['a waiver without a reason', toDecide('GO', '--reason x --waive E1.5'), 'InvalidInput'],
    ['a waiver of what cannot be waived', toDecide('GO', '--reason x --approver y --waive E1.1=x'), 'go_not_allowed'],
    ['an override of nothing', toDecide('NO-GO', '--reason x --override y'), 'InvalidInput'],
    [
      'a release of no PROD tenant',
      toDecide('GO', '--reason x --approver y --override z --releases sandbox'),
      'go_not_allowed',
    ],
    ['no code', 'gate verify --code no-code', 'InvalidInput'],
    ['code and D365 at once', 'gate verify --code 1-0000-0000-0000 --against-d365 --tenant sandbox', /^usage/],
    ['no run', 'report', /^usage/],
    ['a run nobody knows', 'report --run nobody', 'NotFound'],
    ['a format nobody writes', 'report --run x --format md,docx', /^usage/],
    ['a language nobody writes', 'report --run x --language de', /^usage/],
  ])('%s', async (_what, command, code) => {
    const [status, said] = await codeOf(run(...command.split(' ')))
    expect(status).toBe(2)
    if (typeof code === 'string') expect(said).toBe(code)
    else expect(said).toMatch(code)
  })
})
