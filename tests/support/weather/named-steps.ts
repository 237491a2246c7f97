import { Readable } from 'node:stream'
import { DecisionRequestSchema } from '../../../src/shared/model/gate.ts'
import type { Harness } from '../core-harness.ts'
import { exportForHunter } from './half-exports.ts'
import { domainOf } from './weather-world.ts'

/** Work that a process may die in, and the moments of it at which it does. */
export interface NamedStep {
  readonly work: 'push' | 'import' | 'export' | 'decision' | 'migration'
  /** A function of local data, or of the file that is written: `pushQueue.fill`, `file.rename`. */
  readonly call: string
  /** Which call of it. */
  readonly time: number
  /** `committed`: when the transaction around the call has ended. */
  readonly when: 'before' | 'committed'
}

/** Of a migration there is no function to wait for: it dies in the middle of its own statements. */
export const NAMED_STEPS: Readonly<Record<string, NamedStep>> = {
  'before the claim': { work: 'push', call: 'pushQueue.fill', time: 1, when: 'before' },
  'claim committed': { work: 'push', call: 'pushQueue.fill', time: 1, when: 'committed' },
  'attempts written, nothing sent': { work: 'push', call: 'attempts.save', time: 1, when: 'committed' },
  'reply read': { work: 'push', call: 'pushQueue.finish', time: 1, when: 'before' },
  'mark committed': { work: 'push', call: 'pushQueue.finish', time: 1, when: 'committed' },
  'before an import': { work: 'import', call: 'leads.saveAll', time: 1, when: 'before' },
  'mid-import': { work: 'import', call: 'leads.saveAll', time: 2, when: 'before' },
  'mid-export': { work: 'export', call: 'leads.slice', time: 2, when: 'before' },
  'export written, not flushed': { work: 'export', call: 'file.flush', time: 1, when: 'before' },
  'export flushed, not named': { work: 'export', call: 'file.rename', time: 1, when: 'before' },
  'export named, not remembered': { work: 'export', call: 'leads.saveTold', time: 1, when: 'before' },
  'mid-append': { work: 'decision', call: 'decisions.append', time: 1, when: 'before' },
  'decision appended': { work: 'decision', call: 'decisions.append', time: 1, when: 'committed' },
  'mid-migration': { work: 'migration', call: '', time: 1, when: 'before' },
}

/** Leads in the file that an import reads: more than it stores at once. */
export const IMPORTED = 2_500

/** The same work, to its end: by the process that dies in it, and by the start after that. */
export const WORK: Readonly<Record<Exclude<NamedStep['work'], 'migration'>, (harness: Harness) => Promise<void>>> = {
  push: pushAll,
  import: importFile,
  export: exportForHunter,
  decision: decide,
}

async function pushAll({ core, tenant }: Harness): Promise<void> {
  await core.push.recover()
  await core.push.run(tenant.id, { all: true })
}

async function importFile({ core }: Harness): Promise<void> {
  const lines = Array.from({ length: IMPORTED }, (_none, at) => `${domainOf(at)},Company ${at}`)
  await core.leads.importFile('leads.csv', Readable.from([['domain,company_name', ...lines].join('\n')]))
}

async function decide({ core, tenant }: Harness): Promise<void> {
  const asked = { tenantId: tenant.id, decision: 'NO-GO', reason: 'A rehearsal.' }
  const decided = await core.gate.decide(DecisionRequestSchema.parse(asked))
  if (!decided.ok) throw new Error(JSON.stringify(decided.failure))
}
