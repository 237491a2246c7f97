import { join } from 'node:path'
import { openLocalData, type OpenedLocalData } from '../../src/adapters/sqlite/local-data.ts'
import { LeadQuerySchema, type LeadQuery, type SyncStatus } from '../../src/shared/model/lead.ts'
import type { Bench, Figure } from '../support/bench/bench.ts'
import { aLead, aScope, aSyncState, aTenant } from '../support/builders.ts'
import { createSeededRandom } from '../support/seeded-random.ts'
import { makeTempDir } from '../support/temp-dir.ts'

const LEADS = 100_000
const READS = 20
const STATUSES: readonly (SyncStatus | null)[] = ['synced', 'synced', 'synced', 'synced', 'error', 'queued', null, null]

/** What the window asks for while an operator scrolls, filters, sorts and types. */
const QUESTIONS: readonly (readonly [name: string, query: Partial<LeadQuery>])[] = [
  ['first page, best priority first', {}],
  ['last page', { offset: LEADS - 100 }],
  ['sorted by score, best first', { sort: 'readinessScore', descending: true }],
  ['sorted by company', { sort: 'companyName' }],
  ['sorted by last sync, newest first', { sort: 'lastAt', descending: true }],
  ['filtered: synced', { badge: 'synced' }],
  ['filtered: conflict, a few of all', { badge: 'conflict' }],
  ['search that finds many', { search: 'lojistik' }],
  ['search that finds one', { search: 'firma 77777' }],
]

/** The list of leads in the main process: one page with its total and the counts by badge, as one call of the window gets it. */
export const bench: Bench = {
  title: `The list of ${LEADS.toLocaleString('en')} leads, a page at a time, in processor time`,
  run: (context) => {
    using folder = makeTempDir('hunter-bench-')
    const data = openLocalData({ path: join(folder.path, 'console.sqlite') })
    try {
      context.note(`storing ${LEADS} leads`)
      fill(data, context.seed)
      const figures = QUESTIONS.map(([name, query]) => measure(data, name, query))
      return Promise.resolve({ comparisons: [], figures })
    } finally {
      data.close()
    }
  },
}

function fill(data: OpenedLocalData, seed: number): void {
  const random = createSeededRandom(seed)
  const words = ['Lojistik', 'Enerji', 'Gıda', 'Yazılım', 'Makina', 'Plastik']
  data.tenants.save(aTenant())
  for (let from = 0; from < LEADS; from += 1_000) {
    const numbers = Array.from({ length: 1_000 }, (_, at) => from + at)
    data.leads.saveAll(
      numbers.map((number) => {
        const word = words[Math.floor(random.fraction() * words.length)] ?? ''
        const priorityScore = number % 11 === 0 ? null : 1 + Math.floor(random.fraction() * 7)
        const readinessScore = Math.floor(random.fraction() * 101)
        return aLead({
          domain: `lead-${number}.example`,
          companyName: `${word} Firma ${number}`,
          priorityScore,
          readinessScore,
        })
      }),
    )
    data.transaction(() => {
      for (const number of numbers) {
        const status = number % 10_000 === 5 ? 'conflict' : (STATUSES[number % STATUSES.length] ?? null)
        if (status === null) continue
        const lastAt = new Date(Date.UTC(2026, 0, 1) + number * 1_000).toISOString()
        data.leads.saveSyncState(aScope(), `lead-${number}.example`, aSyncState({ status, lastAt }))
      }
    })
  }
}

/** Processor time per read, so that the figure holds on a busy machine: the read itself waits for nothing. */
function measure(data: OpenedLocalData, name: string, query: Partial<LeadQuery>): Figure {
  const whole = LeadQuerySchema.parse(query)
  data.leads.page(aScope(), whole)
  const begun = process.cpuUsage()
  for (let read = 0; read < READS; read += 1) data.leads.page(aScope(), whole)
  const { user, system } = process.cpuUsage(begun)
  return { name, value: (user + system) / 1_000 / READS, unit: 'ms', target: { atMost: 20 } }
}
