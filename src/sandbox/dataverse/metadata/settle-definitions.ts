import { settleKeys } from './change-key.ts'
import type { Organisation, PendingColumn } from '../organisation.ts'

/**
 * Brings definitions into force whose time has come: new columns are seen a while after they were made, keys once their index is
 * built. `atOnce` brings every waiting column, as publishing does and `Consistency: Strong` asks for.
 * A tenant takes 3 to 30 seconds; what exactly ends the wait is unconfirmed.
 */
export const settleDefinitions = (organisation: Organisation, atOnce: boolean): void => {
  const now = organisation.now()
  if (now < organisation.definitionsDueMs && !(atOnce && organisation.pendingColumns.length > 0)) return
  for (const table of organisation.catalogue.tables()) settleKeys(organisation, table)
  const isDue = (pending: PendingColumn): boolean => atOnce || pending.visibleAtMs <= now
  const due = organisation.pendingColumns.filter(isDue)
  for (const { table, column } of due) table.addColumn(column)
  if (due.length > 0) organisation.catalogue.revision += 1
  organisation.pendingColumns = organisation.pendingColumns.filter((pending) => !due.includes(pending))
  organisation.definitionsDueMs = nextDue(organisation)
}

const nextDue = (organisation: Organisation): number => {
  const keys = organisation.catalogue.tables().flatMap((table) => [...table.keys.values()])
  const times = keys.filter(({ status }) => status === 'Pending').map(({ activeAtMs }) => activeAtMs ?? 0)
  return Math.min(Infinity, ...times, ...organisation.pendingColumns.map(({ visibleAtMs }) => visibleAtMs))
}
