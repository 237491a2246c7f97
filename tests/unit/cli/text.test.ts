import { describe, expect, it } from 'vitest'
import { formatTable, plain } from '../../../src/cli/format-table.ts'
import { createPaint } from '../../../src/cli/paint.ts'
import { pushText } from '../../../src/cli/text/push-text.ts'
import { scenarioRunText } from '../../../src/cli/text/scenario-text.ts'

const terminal = (isTTY: boolean, env: Record<string, string> = {}) =>
  ({ stdout: { write: () => true, isTTY }, env }) as const

describe('tables', () => {
  it('align their columns, whatever colour or Turkish letters are in them', () => {
    const paint = createPaint(terminal(true))
    const table = formatTable(
      ['domain', 'status', 'company'],
      [
        ['a.example', paint('good', 'synced'), 'Işık Gıda Ltd. Şti.'],
        ['çok-uzun.example', 'error', 'B'],
      ],
      { width: null },
    )
    const lines = table.replace(/\u001b\[\d+m/g, '').split('\n')
    expect(lines).toEqual([
      'domain            status  company',
      '────────────────  ──────  ───────────────────',
      'a.example         synced  Işık Gıda Ltd. Şti.',
      'çok-uzun.example  error   B',
    ])
  })

  it('wrap the last column into the terminal and never break a path', () => {
    const path = '/home/ayse/hunter/reports/runbook-2026-03-01.md'
    const table = formatTable(['id', 'text'], [['A1', `the report lies at ${path} and is whole`]], { width: 40 })
    expect(table.split('\n').slice(2)).toEqual(['A1  the report lies at', `    ${path}`, '    and is whole'])
  })
})

describe('text from outside', () => {
  it('cannot steer the terminal or turn the line around', () => {
    expect(plain('Acme\u001b[2J\u0007\r\nLtd\u202E gpj.exe\u009b31m')).toBe('Acme[2J Ltd gpj.exe31m')
  })
})

describe('a push', () => {
  const outcomes = { created: 0, adopted: 0, skipped: 0, updated: 0, conflict: 0, rejected: 2 }
  const lead = (domain: string, reason: string | null) =>
    ({ domain, outcome: 'rejected', status: 'error', reason, d365_lead_id: null }) as const
  const result = {
    ...{ runId: 'r', tenant: 'sandbox', total: 2, retries: 0, throttledMs: 0, durationMs: 1_000, unlisted: 0 },
    outcomes: { ...outcomes, refused: 0, failed: 0, waiting: 0, unknown: 0 },
  }
  const page = { paint: createPaint(terminal(false)), width: null }

  it('says once below its leads what each code among the reasons means and what to do', () => {
    const reason = 'A record with matching key values already exists. (0x80040237)'
    const text = pushText({ ...result, leads: [lead('a.example', reason), lead('b.example', reason)] }, false, page)
    expect(text.match(/^0x80040237: .+\. .+\.$/gm)).toHaveLength(1)
  })

  it('explains nothing where no code was seen', () => {
    expect(pushText({ ...result, leads: [lead('a.example', null)] }, false, page)).not.toContain('0x')
  })
})

describe('colour', () => {
  it('is for terminals only, and never where NO_COLOR is set', () => {
    expect(createPaint(terminal(true))('good', 'x')).toBe('\u001b[32mx\u001b[0m')
    expect(createPaint(terminal(false))('good', 'x')).toBe('x')
    expect(createPaint(terminal(true, { NO_COLOR: '1' }))('good', 'x')).toBe('x')
    expect(createPaint(terminal(true, { TERM: 'dumb' }))('good', 'x')).toBe('x')
  })
})

describe('a run of scenarios', () => {
  const page = { paint: createPaint(terminal(false)), width: null }
  const run = { runId: 'the-run', tenant: 'sandbox', scenarios: [], ok: true }

  it('names each test lead that is not proven gone, with its link and why, and the run to look into', () => {
    const link = 'https://contoso.crm4.dynamics.com/main.aspx?pagetype=entityrecord&etn=lead&id=1'
    const left = {
      d365LeadId: '1',
      domain: 'c1-x.hunter-test.invalid',
      link,
      reason: 'is missing prvDeleteLead',
      said: null,
    }
    const text = scenarioRunText({ ...run, ok: false, cleanUp: { created: 2, deleted: 1, leftBehind: [left] } }, page)
    expect(text).toContain('Test leads: 2 created, 1 deleted, 1 not proven gone:')
    expect(text).toContain(`c1-x.hunter-test.invalid  ${link} is missing prvDeleteLead`)
    expect(text).toContain('Run the-run')
  })

  it('says that none is left', () => {
    const text = scenarioRunText({ ...run, cleanUp: { created: 2, deleted: 2, leftBehind: [] } }, page)
    expect(text).toContain('Test leads: 2 created, 2 deleted, none left.')
  })
})
