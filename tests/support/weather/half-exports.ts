import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { scopeOf } from '../../../src/core/leads/lead-key.ts'
import { aSyncState } from '../builders.ts'
import type { Harness } from '../core-harness.ts'
import type { Notes } from './trial.ts'
import { saveLeads, storedStates } from './weather-world.ts'

/** Leads that are written for Hunter: more than an export reads at once. */
export const EXPORTED = 1_200
/** What an earlier export left under the same name. */
const EARLIER = '-- an earlier export\n'
/** Steps after which the file has its name. */
const NAMED = ['export named, not remembered']

const fileOf = ({ dataDir }: Pick<Harness, 'dataDir'>): string => join(dataDir, '..', 'exported', 'hunter.sql')

/** Leads that are in D365, and a file of that name. */
export function prepareExport(harness: Harness): void {
  const { data, tenant } = harness
  saveLeads(harness, EXPORTED)
  data.transaction(() => {
    for (const { domain } of storedStates(harness)) data.leads.saveSyncState(scopeOf(tenant), domain, aSyncState())
  })
  mkdirSync(dirname(fileOf(harness)))
  writeFileSync(fileOf(harness), EARLIER)
}

export async function exportForHunter({ core, tenant, dataDir }: Harness): Promise<void> {
  const request = { format: 'hunter', badge: null, withState: false } as const
  const written = await core.leads.exportTo(tenant.id, request, fileOf({ dataDir }))
  if (!written.ok) throw new Error(JSON.stringify(written.failure))
}

/** The name holds the earlier file or the new one, whole; only what is in a named file counts as told to Hunter. */
export async function judgeHalfExport(notes: Notes, harness: Harness, step: string): Promise<void> {
  await noteFile(notes, harness, { step, isNew: NAMED.includes(step), told: 0 })
}

/** What was left unfinished lies beside it under no name of its own, and is in nobody's way. */
export async function judgeExport(notes: Notes, harness: Harness): Promise<void> {
  await noteFile(notes, harness, { step: 'the next export', isNew: true, told: EXPORTED })
  const named = readdirSync(dirname(fileOf(harness))).filter((name) => !name.startsWith('.'))
  notes.expectSame('files of a name', named, ['hunter.sql'])
}

async function noteFile(
  notes: Notes,
  harness: Harness,
  { step, isNew, told }: { readonly step: string; readonly isNew: boolean; readonly told: number },
): Promise<void> {
  const text = readFileSync(fileOf(harness), 'utf8')
  const updates = text.match(/^UPDATE .*;$/gm)?.length ?? 0
  notes.expectSame(`updates in the file after ${step}`, updates, isNew ? EXPORTED : 0)
  notes.expect(isNew ? text.endsWith('COMMIT;\n') : text === EARLIER, `the file after ${step} is torn`)
  const state = await harness.core.leads.hunterWriteBackState(harness.tenant.id)
  notes.expectSame(`told to Hunter after ${step}`, state.ok && state.value.exported, told)
}
