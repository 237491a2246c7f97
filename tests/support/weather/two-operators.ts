import { scopeOf } from '../../../src/core/leads/lead-key.ts'
import { subjectOf } from '../../../src/core/leads/mapping-profiles.ts'
import type { PushResult } from '../../../src/shared/model/push.ts'
import { startHarness, type Harness } from '../core-harness.ts'
import { onWrites } from './faults-on-writes.ts'
import { Notes, type Trial } from './trial.ts'
import { inWorld, judge, noteVerdict, pushed, saveLeads } from './weather-world.ts'

/** Of so many leads the other operator knows one company by another name. */
const CONTESTED_EVERY = 10
const OTHER_NAME = 'Known by another name'

/** F28: two data directories, one organisation, at the same time, while answers get lost. */
export const twoOperators: Trial<{ readonly leads: number }> = {
  fault: 'F28',
  claim:
    'two operators with two databases push the same leads at the same time: one row each, both know it, and who knows a company by another name than the row has is told so lead by lead',
  inSuite: { leads: 400 },
  inSoak: { leads: 50_000 },
  run: async ({ leads }, seed) => {
    const notes = new Notes()
    await inWorld({ leads }, async (world) => {
      const { harness, control, clock } = world
      const other = await startHarness({ attachTo: harness.sandbox, clock })
      try {
        saveLeads(other, leads, (index) => (index % CONTESTED_EVERY === 0 ? { companyName: OTHER_NAME } : {}))
        const end = onWrites(control, { kind: 'cut-after-commit' }, { rate: 0.2, seed })
        const results = await Promise.all([world.push(), pushed(other)])
        notes.count('lost answers', end())
        for (const result of results) notes.expectSame('arrived', arrived(result), leads)
        notes.expectSame('the other’s verdict', judge(other, control), { lost: [], duplicated: [], unexpected: [] })
        noteVerdict(notes, world, leads)
        noteContested(notes, control.leads(), [harness, other])
      } finally {
        await other.close()
      }
    })
    return notes.sighting()
  },
}

const arrived = ({ outcomes: { created, adopted, skipped } }: PushResult): number => created + adopted + skipped

/** Where the two differ, the row holds what one of them sent; the other one's lead lists the column. */
function noteContested(
  notes: Notes,
  rows: readonly Readonly<Record<string, unknown>>[],
  operators: readonly Harness[],
): void {
  const nameInD365 = new Map(rows.map((row) => [String(row['subject']), row['companyname']]))
  for (const { data, tenant } of operators) {
    const scope = scopeOf(data.tenants.get(tenant.id) ?? tenant)
    for (const { lead, sync } of data.leads.slice(scope, { after: null, limit: 1_000_000 })) {
      const isTold = sync.warnings.some((warning) => warning.includes('companyname'))
      const isOther = nameInD365.get(subjectOf(lead.domain)) !== lead.companyName
      notes.count('leads that the row names otherwise', isOther ? 1 : 0)
      notes.expect(isTold === isOther, `${lead.domain}: told ${isTold}, other name ${isOther}`)
    }
  }
  notes.expect((notes.sighting().figures['leads that the row names otherwise'] ?? 0) > 0, 'nothing was contested')
}
