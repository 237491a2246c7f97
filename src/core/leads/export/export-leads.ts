import path from 'node:path'
import { fail, ok, type Result } from '../../../shared/lib/result.ts'
import type { Failure } from '../../../shared/model/failure.ts'
import type { LeadExportRequest, LeadExportResult } from '../../../shared/model/lead-export.ts'
import { badgeOf } from '../../../shared/model/lead.ts'
import type { Tenant } from '../../../shared/model/tenant.ts'
import { isoNow } from '../../ports/clock.ts'
import type { LeadWithState } from '../../ports/stores.ts'
import type { RunDeps } from '../../runs/run-recorder.ts'
import { writeWholeFile } from '../../write-whole-file.ts'
import { scopeOf } from '../lead-key.ts'
import { FURTHER_COLUMNS, HUNTER_COLUMNS, STATE_COLUMNS } from './lead-cells.ts'
import { csvChunks, eachSlice, hunterSqlChunks, jsonChunks, ndjsonChunks, type Slices } from './lead-chunks.ts'
import { MOST_XLSX_ROWS, writeXlsx } from './write-xlsx.ts'

type Content = string | Uint8Array | AsyncIterable<string>

const IDS_AT_ONCE = 500

/**
 * Writes the leads to a file, whole or not at all. A file for Hunter is remembered id by id: only what left in one counts as told.
 * Test leads are in no export.
 */
export async function exportLeads(
  deps: RunDeps,
  tenant: Tenant,
  request: LeadExportRequest,
  file: string,
): Promise<Result<LeadExportResult, Failure>> {
  const { ports } = deps
  const told: { domain: string; d365LeadId: string }[] = []
  let count = 0
  const counted = (row: LeadWithState): boolean => {
    if (request.badge !== null && badgeOf(row.sync.status) !== request.badge) return false
    if (request.format !== 'hunter') count += 1
    return true
  }
  const slices = eachSlice(ports.data.leads, scopeOf(tenant), counted)
  const onLine = ({ lead, sync }: LeadWithState): void => {
    count += 1
    told.push({ domain: lead.domain, d365LeadId: sync.d365LeadId ?? '' })
  }
  const content = await contentOf(request, slices, { tenant, onLine })
  if (!content.ok) return content
  const written = await writeWholeFile(ports.files, file, content.value)
  if (!written.ok) return written
  if (request.format === 'hunter') remember(deps, tenant, told)
  deps.record({
    name: 'leads_exported',
    tenantId: tenant.id,
    message: `${count} leads were written to ${path.basename(file)}.`,
    detail: { format: request.format, leads: count, withState: request.withState },
  })
  return ok({ file: written.value, format: request.format, leads: count })
}

async function contentOf(
  { format, withState }: LeadExportRequest,
  slices: Slices,
  { tenant, onLine }: { readonly tenant: Tenant; readonly onLine: (row: LeadWithState) => void },
): Promise<Result<Content, Failure>> {
  const columns = withState ? [...HUNTER_COLUMNS, ...FURTHER_COLUMNS, ...STATE_COLUMNS] : HUNTER_COLUMNS
  switch (format) {
    case 'csv':
      return ok(csvChunks(columns, slices))
    case 'json':
      return ok(jsonChunks(columns, slices))
    case 'ndjson':
      return ok(ndjsonChunks(columns, slices))
    case 'hunter': {
      const head = { tenantName: tenant.name, organizationId: tenant.organizationId ?? 'not known yet' }
      return ok(hunterSqlChunks(head, slices, onLine))
    }
    case 'xlsx': {
      const rows: LeadWithState[] = []
      for await (const slice of slices) {
        rows.push(...slice)
        if (rows.length > MOST_XLSX_ROWS) return fail(tooMany())
      }
      return ok(await writeXlsx(columns, rows))
    }
  }
}

function remember(
  { ports }: RunDeps,
  tenant: Tenant,
  told: readonly { readonly domain: string; readonly d365LeadId: string }[],
): void {
  const at = isoNow(ports.clock)
  for (let from = 0; from < told.length; from += IDS_AT_ONCE) {
    ports.data.leads.saveTold(scopeOf(tenant), told.slice(from, from + IDS_AT_ONCE), at)
  }
}

/** Made when it is wanted: putting the figure into words loads the rules of a language, which no start should wait for. */
const tooMany = (): Failure => ({
  kind: 'InvalidInput',
  message: `A workbook takes ${MOST_XLSX_ROWS.toLocaleString('en')} leads; export CSV or NDJSON instead.`,
  fields: [{ field: 'format', message: 'Choose CSV or NDJSON.' }],
})
