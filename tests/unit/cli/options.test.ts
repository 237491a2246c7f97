import { Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { waiversOf } from '../../../src/cli/commands/gate-commands.ts'
import { formatOf } from '../../../src/cli/commands/lead-export-command.ts'
import { refusalOf, selectionOf } from '../../../src/cli/commands/push-command.ts'
import { parseFormats } from '../../../src/cli/commands/report-command.ts'
import { chooseScenarios } from '../../../src/cli/commands/scenario-commands.ts'
import { readSecret } from '../../../src/cli/read-secret.ts'
import { toBadge } from '../../../src/cli/status-words.ts'
import { PushOutcomeSchema, type PushResult } from '../../../src/shared/model/push.ts'

const KNOWN = [{ id: 'C1' }, { id: 'C2' }, { id: 'C3' }] as const

describe('what the options mean', () => {
  it('takes scenarios in any case, each once, in the runbook’s order', () => {
    expect(chooseScenarios(['c3', 'C1', 'C3'], KNOWN)).toEqual({ ok: true, value: ['C1', 'C3'] })
    expect(chooseScenarios(['ALL'], KNOWN)).toEqual({ ok: true, value: ['C1', 'C2', 'C3'] })
    expect(chooseScenarios(['C1', 'C9'], KNOWN)).toMatchObject({ ok: false, failure: { kind: 'InvalidInput' } })
  })

  it('wants exactly one way of choosing leads', () => {
    expect(selectionOf({ domain: ['a.example'] })).toEqual({ ok: true, value: { domains: ['a.example'] } })
    expect(selectionOf({ all: true })).toEqual({ ok: true, value: { all: true } })
    expect(selectionOf({ status: 'not_synced' })).toEqual({ ok: true, value: { status: 'not_synced' } })
    expect(selectionOf({ search: 'acme' })).toEqual({ ok: true, value: { search: 'acme', status: null } })
    expect(selectionOf({ search: 'acme', status: 'error' })).toEqual({
      ok: true,
      value: { search: 'acme', status: 'error' },
    })
    expect(selectionOf({})).toMatchObject({ failure: { kind: 'InvalidInput' } })
    expect(selectionOf({ all: true, domain: ['a.example'] })).toMatchObject({ failure: { kind: 'InvalidInput' } })
  })

  it('filters by stored words and by badge words alike', () => {
    expect(toBadge('pending')).toBe('not_synced')
    expect(toBadge('not_synced')).toBe('not_synced')
    expect(toBadge('error')).toBe('error')
  })

  it('takes the format of an export from the end of the file’s name, unless it is named or for Hunter', () => {
    expect(formatOf('leads.XLSX', {})).toEqual({ ok: true, value: 'xlsx' })
    expect(formatOf('leads.jsonl', {})).toEqual({ ok: true, value: 'ndjson' })
    expect(formatOf('leads.txt', { format: 'csv' })).toEqual({ ok: true, value: 'csv' })
    expect(formatOf('leads.sql', { for: 'hunter' })).toEqual({ ok: true, value: 'hunter' })
    expect(formatOf('leads.txt', {})).toMatchObject({ failure: { kind: 'InvalidInput' } })
    expect(formatOf('leads.csv', { for: 'hunter', format: 'csv' })).toMatchObject({ failure: { kind: 'InvalidInput' } })
  })

  it('reads report formats as a list and refuses an unknown one', () => {
    expect(parseFormats('json, md,json,junit')).toEqual(['json', 'md', 'junit'])
    expect(() => parseFormats('md,docx')).toThrow(/Known formats/)
  })

  it('reads a waiver as line and reason', () => {
    expect(waiversOf(['E1.5=no throttling = no test'])).toEqual({
      ok: true,
      value: { 'E1.5': 'no throttling = no test' },
    })
    expect(waiversOf(['E1.5'])).toMatchObject({ failure: { kind: 'InvalidInput' } })
    expect(waiversOf(['E1.5='])).toMatchObject({ failure: { kind: 'InvalidInput' } })
  })
})

describe('a push that a rule refused as a whole', () => {
  const result = (reason: string | null, refused: number, total: number): PushResult => ({
    runId: 'r',
    tenant: 'Contoso',
    total,
    outcomes: {
      ...(Object.fromEntries(PushOutcomeSchema.options.map((word) => [word, 0])) as PushResult['outcomes']),
      refused,
    },
    retries: 0,
    throttledMs: 0,
    durationMs: 1,
    leads: [{ domain: 'a.example', outcome: 'refused', status: null, reason, d365_lead_id: null }],
    unlisted: 0,
  })

  it('did not run: the rule is the failure', () => {
    expect(refusalOf(result('d365_disabled', 2, 2), 'Contoso')).toMatchObject({ reason: 'd365_disabled' })
    expect(refusalOf(result('prod_locked', 1, 1), 'Contoso')).toMatchObject({ reason: 'prod_locked' })
  })

  it('did run where only some leads were refused, or none was chosen', () => {
    expect(refusalOf(result('d365_disabled', 1, 2), 'Contoso')).toBeNull()
    expect(refusalOf(result(null, 0, 0), 'Contoso')).toBeNull()
  })
})

describe('the secret on standard input', () => {
  const read = (text: string | Buffer) => readSecret({ stdin: Readable.from([text]) })

  it('is taken without the line end that echo adds, and otherwise as it is', async () => {
    expect(await read('abc~Q8 x \n')).toEqual({ ok: true, value: 'abc~Q8 x ' })
    expect(await read('abc\r\n')).toEqual({ ok: true, value: 'abc' })
    expect(await read('\uFEFFabc')).toEqual({ ok: true, value: 'abc' })
  })

  it('is refused when there is none, when it is a file, and when a person would have to type it in the open', async () => {
    expect(await read('\n')).toMatchObject({ failure: { kind: 'InvalidInput' } })
    expect(await read(Buffer.alloc(70_000, 'x'))).toMatchObject({ failure: { kind: 'InvalidInput' } })
    const typed = Object.assign(Readable.from(['abc']), { isTTY: true })
    expect(await readSecret({ stdin: typed })).toMatchObject({ failure: { kind: 'InvalidInput' } })
  })
})
