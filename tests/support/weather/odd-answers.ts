import type { Fault } from '../../../src/sandbox/faults/fault-rule.ts'
import { aLead } from '../builders.ts'
import { onWrites } from './faults-on-writes.ts'
import { Notes, type Trial } from './trial.ts'
import { inWorld, judge, pushed } from './weather-world.ts'

const BOTH = [false, true]
const CODES_THAT_PASS = ['0x80044150', '0x80072321', '0x80072322', '0x80072326']

/** Forty answers that are none: gateways' pages, errors before and after the row was written, junk, torn bodies. */
export const ODD_ANSWERS: readonly Fault[] = [
  ...BOTH.flatMap((afterCommit) => [
    ...[500, 502, 503, 504].flatMap((status): Fault[] => [
      { kind: 'html', status, afterCommit },
      { kind: 'status', status, afterCommit },
      { kind: 'message', status, afterCommit },
    ]),
    { kind: 'junk' as const, status: 200, afterCommit },
    { kind: 'junk' as const, status: 500, afterCommit },
    { kind: 'empty' as const, status: 500, afterCommit },
    { kind: 'empty' as const, status: 503, afterCommit },
  ]),
  { kind: 'truncate' },
  { kind: 'cut-after-commit' },
  { kind: 'cut-before-commit' },
  { kind: 'empty', status: 200, afterCommit: true },
  ...CODES_THAT_PASS.map((code): Fault => ({ kind: 'status', status: code === '0x80044150' ? 500 : 429, code })),
]

const isCommitted = ({ kind, afterCommit = false }: Fault): boolean =>
  afterCommit || kind === 'truncate' || kind === 'cut-after-commit'
/** 429 is raised before anything is done; nothing else says whether the row is there. */
const isUnknown = ({ status }: Fault): boolean => status !== 429

/** F5: whatever comes back instead of an answer. */
export const oddAnswers: Trial<{ readonly leadsPerAnswer: number }> = {
  fault: 'F5',
  claim: `${ODD_ANSWERS.length} answers that are none, one after another: the row is asked for, sent again only where it is not there, and each push ends with every lead there once`,
  inSuite: { leadsPerAnswer: 3 },
  inSoak: { leadsPerAnswer: 500 },
  run: async ({ leadsPerAnswer }) => {
    const notes = new Notes()
    await inWorld({ leads: 0 }, async ({ harness, control }) => {
      for (const [index, fault] of ODD_ANSWERS.entries()) {
        const what = JSON.stringify(fault)
        const domains = Array.from({ length: leadsPerAnswer }, (_none, at) => `a${index}-${at}.example`)
        harness.data.leads.saveAll(domains.map((domain) => aLead({ domain })))
        const end = onWrites(control, fault, { count: 1 })
        const seen = new Set<string>()
        const unwatch = harness.core.events.subscribe((event) => {
          if (event.type === 'activity') seen.add(event.event.name)
        })
        const { outcomes, total, retries } = await pushed(harness, { domains })
        unwatch()
        notes.expectSame(`unknown after ${what}`, seen.has('d365_lead_state_unknown'), isUnknown(fault))
        notes.expectSame(`sent again after ${what}`, retries > 0, !isCommitted(fault))
        notes.expect(end() > 0, `${what} never struck`)
        notes.expectSame(`created after ${what}`, outcomes.created, total)
      }
      const bugs = harness.log.lines.filter(({ level }) => level === 'error').map(({ message }) => message)
      notes.expectSame('errors in the log', bugs, [])
      notes.expectSame('verdict', judge(harness, control), { lost: [], duplicated: [], unexpected: [] })
      notes.expectSame('rows in D365', control.countLeads(), ODD_ANSWERS.length * leadsPerAnswer)
    })
    return notes.sighting()
  },
}
