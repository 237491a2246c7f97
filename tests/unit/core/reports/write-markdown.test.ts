import { describe, expect, it } from 'vitest'
import { writeCsv } from '../../../../src/core/reports/write-csv.ts'
import { writeHtml } from '../../../../src/core/reports/html/write-html.ts'
import { writeJunit } from '../../../../src/core/reports/write-junit.ts'
import { writeMarkdown } from '../../../../src/core/reports/write-markdown.ts'
import type { DecisionBody } from '../../../../src/shared/model/gate.ts'
import type { ScenarioId, ScenarioResult } from '../../../../src/shared/model/scenario.ts'
import { ACME_LEAD_ID, AT, anAttestation, anEvidence, aRun, aTenant, TENANT_ID } from '../../../support/builders.ts'
import { aChain } from '../../../support/decision-chain.ts'
import { HOSTILE_TEXTS } from '../../../support/hostile-texts.ts'
import { aHostileReport } from './hostile-report.ts'
import {
  A_LINE_OF_THIS_RUN,
  A_PNG,
  aCertificate,
  aCheckRun,
  aReport,
  aScenarioResult,
  aScenarioRun,
} from './sample-report.ts'

const istanbul = () => 180
const utc = () => 0

/** The headings and fields of the runbook's Test Results Template, word for word. */
const TEMPLATE = `## Test Results - [Date]

### Senaryo 1: Happy Path
- Status: ✅ PASSED / ❌ FAILED
- Notes: [Any issues or observations]

### Senaryo 2: Idempotency
- Status: ✅ PASSED / ❌ FAILED
- Notes: [Any issues or observations]

### Senaryo 3: Edge Case
- Status: ✅ PASSED / ❌ FAILED
- Notes: [Any issues or observations]

### Error Handling Tests
- Authentication Error: ✅ / ❌
- Rate Limit: ✅ / ❌
- API Error: ✅ / ❌

### Go/No-Go Decision
- Decision: GO / NO-GO
- Blockers: [List any blockers]
`

/** The template's part of a report with every value taken out. */
const skeleton = (markdown: string): string[] =>
  (markdown.split('\n---\n')[0] ?? '')
    .trim()
    .split('\n')
    .map((line) => line.replace(/^(## Test Results - ).*/, '$1').replace(/^(- [^:]+:).*/, '$1'))

const result = (id: ScenarioId, status: ScenarioResult['status'], over: Partial<ScenarioResult> = {}): ScenarioResult =>
  aScenarioResult({ id, status, ...over })

describe('writeMarkdown', () => {
  it('has exactly the headings and fields of the runbook’s template, in its order', () => {
    const all = (['C1', 'C2', 'C3', 'D1', 'D2', 'D3'] as const).map((id) => result(id, 'passed'))
    for (const run of [aScenarioRun(all), aScenarioRun([]), aCheckRun([])]) {
      expect(skeleton(writeMarkdown(aReport({ run }), utc))).toEqual(skeleton(TEMPLATE))
    }
  })

  it('fills the template in from what ran, and says not run of the rest', () => {
    const run = aScenarioRun([
      result('C1', 'passed', { note: 'Seen by two people.' }),
      result('C2', 'failed', { finding: 'C2.3: D365 counts 2 leads and lists 2.' }),
      result('C3', 'skipped', { finding: 'It was cancelled before it finished.' }),
      result('D1', 'passed'),
      result('D2', 'failed'),
    ])
    const [template] = writeMarkdown(aReport({ run }), utc).split('\n\n---')
    expect(template).toBe(`## Test Results - 2026-03-01

### Senaryo 1: Happy Path
- Status: ✅ PASSED
- Notes: Seen by two people.

### Senaryo 2: Idempotency
- Status: ❌ FAILED
- Notes: C2.3: D365 counts 2 leads and lists 2.

### Senaryo 3: Edge Case
- Status: not run
- Notes: It was cancelled before it finished.

### Error Handling Tests
- Authentication Error: ✅
- Rate Limit: ❌
- API Error: not run

### Go/No-Go Decision
- Decision: not run
- Blockers: E1.1 Senaryo 1 (Happy Path): not run`)
  })

  it('names the decision that rests on the run’s evidence, with its blockers and its checkpoint, and no other', () => {
    const tenant = { id: TENANT_ID, name: 'Contoso DEV', environment: 'DEV', organizationId: null }
    const over = {
      tenant,
      decision: 'GO',
      override: 'The board decided',
      blockers: ['E1.4 Authentication error handled: not run'],
      gate: [A_LINE_OF_THIS_RUN],
    } satisfies Partial<DecisionBody>
    const log = aChain(1, null, over)
    const markdown = writeMarkdown(
      aReport({ log, verification: { entries: 1, head: log[0]!.hash, verdict: 'ok', brokenAt: null } }),
      utc,
    )
    expect(markdown).toContain('- Decision: GO\n- Blockers: E1.4 Authentication error handled: not run\n')
    expect(markdown).toContain('- Override: The board decided')
    expect(markdown).toContain('- Approved by: Deniz Kaya (typed, not proven)')
    expect(markdown).toContain(`checkpoint 1-${log[0]!.hash.slice(0, 4)}-`)
    const onAnotherRun = { ...over, gate: [{ ...A_LINE_OF_THIS_RUN, evidence: ['another run'] }] }
    const later = aChain(1, null, { ...onAnotherRun, at: '2026-03-09T12:00:00.000Z' })
    expect(writeMarkdown(aReport({ log: later }), utc)).toContain('- Decision: not run')
    expect(aReport({ log: [...log, ...later] }).decision?.at).toBe(log[0]!.body.at)
  })

  it('names in every readable format who attested a line, and when', () => {
    const report = aReport({ attestations: [anAttestation({ row: 'P1', by: 'Zed', note: 'Seen in the portal.' })] })
    expect(writeMarkdown(report, utc)).toContain('| P1 | Zed | 2026-03-01 12:00:00 +00:00 | Seen in the portal. |')
    for (const text of [writeHtml(report, utc, 'en'), writeCsv(report, utc), writeJunit(report)]) {
      expect(text).toMatch(/P1\b[^]*?Zed[^]*?2026-03-01/)
    }
  })

  it('says in every readable format until when a line of the gate holds, or why it is stale', () => {
    const stale = { status: 'stale', stale: 'version', holdsUntil: '2026-03-08T12:00:00.000Z' } as const
    const lines = [{ id: 'E1.1', text: 'Senaryo 1 (Happy Path)', evidence: [], at: AT, ...stale }]
    const report = aReport({ gate: { tenant: 'x', lines, go: { allowed: false, because: [] }, production: null } })
    expect(writeMarkdown(report, utc)).toContain(
      '| stale (made by another version of the console) | 2026-03-01 12:00:00 +00:00 | 2026-03-08 12:00:00 +00:00 |',
    )
    const page = writeHtml(report, utc, 'tr')
    expect(page).toContain('konsolun başka bir sürümüyle yapıldı')
    expect(page).toContain('2026-03-08 12:00:00 +00:00')
    expect(writeCsv(report, utc)).toContain('"stale","version"')
  })

  it('says as of when the gate stands, which is not when the run was', () => {
    const gateAt = '2026-03-09T12:00:00.000Z'
    expect(writeMarkdown(aReport({ gateAt }), utc)).toContain('### Gate\nAs of 2026-03-09 12:00:00 +00:00.\n')
  })

  it('shows times local with their offset, the date included', () => {
    const run = { ...aScenarioRun([]), startedAt: '2026-03-01T22:30:00.000Z' }
    const markdown = writeMarkdown(aReport({ run }), istanbul)
    expect(markdown).toMatch(/^## Test Results - 2026-03-02\n/)
    expect(markdown).toContain('- Started: 2026-03-02 01:30:00 +03:00')
    expect(writeMarkdown(aReport({ run }), () => -210)).toContain('- Started: 2026-03-01 19:00:00 -03:30')
  })

  it('lets no text of a lead become markup, a second line or hidden text', () => {
    const hostile =
      '# x\n\n| a | <script>alert(1)</script> ![i](http://evil/) **b** `c` _d_ \u202egnirts\u0000 [l](javascript:x) &lt;'
    const run = aScenarioRun([result('C1', 'failed', { finding: hostile, note: hostile })])
    const markdown = writeMarkdown(aReport({ run, tenant: aTenant({ name: hostile }) }), utc)
    expect(markdown).not.toMatch(/<script|(?<!\\)\]\(|(?<!\\)\*\*|[\u202e\u0000]/)
    expect(markdown).toContain(
      '# x \\| a \\| &lt;script&gt;alert(1)&lt;/script&gt; !\\[i\\](http://evil/) \\*\\*b\\*\\*',
    )
    expect(markdown).toContain('\\[U+202E\\]gnirts\\[U+0000\\]')
    expect(skeleton(markdown)).toEqual(skeleton(TEMPLATE))
  })

  it('keeps the template, its statuses included, around every hostile text', () => {
    const harmless = skeleton(writeMarkdown(aHostileReport('harmless'), utc))
    expect(harmless).toEqual(skeleton(TEMPLATE))
    for (const text of HOSTILE_TEXTS) {
      const markdown = writeMarkdown(aHostileReport(text), utc)
      expect(skeleton(markdown), JSON.stringify(text.slice(0, 80))).toEqual(harmless)
      expect(markdown.split('\n').filter((line) => line === '- Status: ✅ PASSED')).toEqual([])
    }
  })

  it('masks addresses of people and leaves those of test leads', () => {
    const run = aCheckRun([
      {
        id: 'A2.1',
        title: 'Application user',
        status: 'passed',
        detail: 'Calls run as x (çağla.öz@contoso.com.tr), info@c1-1.hunter-test.invalid',
        remedy: null,
        evidence: [],
      },
    ])
    const markdown = writeMarkdown(aReport({ run }), utc)
    expect(markdown).toContain('ç…@contoso.com.tr')
    expect(markdown).toContain('info@c1-1.hunter-test.invalid')
    expect(markdown).not.toContain('çağla')
  })

  it('lists what was sent and answered, with both kinds of request ids and injected faults marked', () => {
    const body = {
      exchanges: [
        {
          method: 'PATCH',
          url: `https://contoso.crm4.dynamics.com/api/data/v9.2/leads(${ACME_LEAD_ID})?$select=leadid`,
          status: 204,
          durationMs: 12.4,
          clientRequestId: 'ours',
          serviceRequestIds: ['theirs', 'second'],
          isInjected: false,
        },
        {
          method: 'PATCH',
          url: 'https://x/`y',
          status: null,
          durationMs: 0,
          clientRequestId: 'ours2',
          serviceRequestIds: [],
          isInjected: true,
        },
      ],
    }
    const markdown = writeMarkdown(aReport({ evidence: [anEvidence({ title: 'A push', body })] }), utc)
    expect(markdown).toContain(
      `  - \`PATCH /api/data/v9.2/leads(${ACME_LEAD_ID})?…\`: 204, 12 ms, request ours, service theirs second\n`,
    )
    expect(markdown).toContain("  - `PATCH /'y`: no answer, 0 ms, request ours2, service none, injected\n")
  })

  it('has the certificate of C2 as an appendix, and of a picture where it is, not what it shows', () => {
    const picture = { png: A_PNG, width: 1, height: 1, domain: 'c1-1.hunter-test.invalid', badge: 'synced' }
    const evidence = [
      anEvidence({ kind: 'screenshot', body: picture }),
      anEvidence({ kind: 'view-model', body: { noPicture: 'no_window' } }),
    ]
    const run = aScenarioRun([aScenarioResult({ id: 'C2', certificate: aCertificate('push-again') })])
    const markdown = writeMarkdown(aReport({ run, evidence }), utc)
    expect(markdown).toContain('### Certificate of C2\n- Holds: yes\n')
    expect(markdown).toContain('- Leads of the domain in D365: 1\n- Second create under this id: 412 push-again\n')
    expect(markdown).toContain('- Negative control: 2 of 2 planted duplicates found')
    expect(markdown).toContain(
      '| push-again | push-again (push-again) | push-again | 204 | push-again | push-again push-again |',
    )
    expect(markdown).not.toContain(A_PNG)
    expect(markdown).toContain('the picture is in the HTML and JSON reports')
    expect(markdown).toContain('There is no picture of the badge: this run had no window')
  })

  it('lists test leads left behind with their links', () => {
    const left = {
      d365LeadId: ACME_LEAD_ID,
      domain: 'c1-1.hunter-test.invalid',
      link: 'https://contoso.crm4.dynamics.com/main.aspx?x',
      reason: 'It could not be deleted.',
      said: null,
    }
    const run = aScenarioRun([result('C1', 'passed')], { created: 1, deleted: 0, leftBehind: [left] })
    const markdown = writeMarkdown(aReport({ run }), utc)
    expect(markdown).toContain('- Created 1, deleted 0, left behind 1.')
    expect(markdown).toContain(`- ${ACME_LEAD_ID}: \`${left.link}\` It could not be deleted.`)
    expect(markdown).toContain(
      '- Status: ✅ PASSED\n- Notes: Left behind: https://contoso.crm4.dynamics.com/main.aspx?x (It could not be deleted.)',
    )
  })

  it('gives the same bytes for the same model', () => {
    const report = aReport({ evidence: [anEvidence()] })
    expect(writeMarkdown(report, utc)).toBe(writeMarkdown(structuredClone(report), utc))
  })
})

describe('buildReport', () => {
  it('counts expected, executed and skipped apart', () => {
    const row = (id: string, status: 'passed' | 'failed' | 'warning' | 'skipped') => ({
      id,
      title: id,
      status,
      detail: '',
      remedy: null,
      evidence: [],
    })
    const check = aCheckRun([
      row('A1.1', 'failed'),
      row('A1.3', 'warning'),
      row('A1.4', 'passed'),
      row('A2.1', 'skipped'),
    ])
    const scenario = aScenarioRun([result('C1', 'passed'), result('C2', 'failed'), result('C3', 'skipped')])
    const run = aRun({ kind: 'runbook', status: 'failed', finishedAt: AT })
    const parts = [run, check, scenario].map((part) => ({ run: part, evidence: [] }))
    expect(aReport({ run, parts })).toMatchObject({
      isSuccess: false,
      counts: {
        checks: { expected: 4, executed: 3, skipped: 1, passed: 1, failed: 1, warnings: 1 },
        scenarios: { expected: 6, executed: 2, skipped: 4, passed: 1, failed: 1, warnings: 0 },
      },
    })
  })

  it('never calls a run a success in which nothing ran', () => {
    expect(aReport({ run: aScenarioRun([]) }).isSuccess).toBe(false)
    expect(aReport({ run: aCheckRun([]) }).isSuccess).toBe(false)
    expect(aReport({ run: aScenarioRun([result('C1', 'skipped')]) }).isSuccess).toBe(false)
    expect(aReport({ run: aScenarioRun([result('C1', 'passed')]) }).isSuccess).toBe(true)
  })
})
