import { domainToUnicode } from 'node:url'
import { isGuid, NIL_ID } from '../lead-id.ts'
import type { SyncStatus } from '../../../shared/model/lead.ts'
import type { LeadWithState } from '../../ports/stores.ts'

/**
 * What tells Hunter's worker which leads were pushed from here, so that it does not make them again: id, status and time per domain, the error
 * cleared as Hunter itself does on success. One transaction: all or nothing. Running it twice changes nothing more.
 * Source: Hunter's table `companies` and its push task's last step.
 */
export const hunterSqlHead = (tenantName: string, organizationId: string): string =>
  [
    `-- D365 ids of leads pushed to ${inComment(tenantName)} (organisation ${inComment(organizationId)}), for Hunter's PostgreSQL table companies.`,
    '-- psql -v ON_ERROR_STOP=1 -f THIS_FILE',
    'BEGIN;',
    'SET LOCAL standard_conforming_strings = on;',
    '',
  ].join('\n')

export const HUNTER_SQL_END = 'COMMIT;\n'

/** A lead that D365 once confirmed is there still when a later push of it failed or got no answer: Hunter must know its id all the same. */
const CONFIRMED: readonly (SyncStatus | null)[] = ['synced', 'error', 'unknown']

/**
 * Told as D365 confirmed it last. Null for a lead that it never did, or whose stored values are not what they should be: such a line would be a
 * guess.
 */
export function hunterSqlLine({ lead, sync }: LeadWithState): string | null {
  const { d365LeadId, lastAt, status } = sync
  if (!CONFIRMED.includes(status) || d365LeadId === null || lastAt === null) return null
  if (!isGuid(d365LeadId) || d365LeadId === NIL_ID || Number.isNaN(Date.parse(lastAt))) return null
  const names = namesInHunter(lead.domain).map(literal).join(', ')
  const at = literal(new Date(lastAt).toISOString())
  return (
    `UPDATE companies SET d365_lead_id = ${literal(d365LeadId)}, d365_sync_status = 'synced', ` +
    `d365_sync_last_at = ${at}::timestamptz, d365_sync_error = NULL WHERE domain IN (${names});\n`
  )
}

/** Ways in which Hunter may hold the domain that is one key here: as A-label or in its own letters, with or without `www.`. */
function namesInHunter(domain: string): readonly string[] {
  const bare = new Set([domain, domainToUnicode(domain) || domain])
  return [...bare, ...[...bare].map((name) => `www.${name}`)]
}

/** A PostgreSQL string constant. With standard_conforming_strings only the quote is special (PostgreSQL, "String Constants"). */
const literal = (text: string): string => `'${text.replaceAll('\u0000', '').replaceAll("'", "''")}'`

/** A comment ends with its line. */
const inComment = (text: string): string => text.replaceAll(/[^\p{L}\p{N} ._()-]/gu, ' ')
