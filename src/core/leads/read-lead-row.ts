import { fail, ok, type Result } from '../../shared/lib/result.ts'
import type { Lead } from '../../shared/model/lead.ts'
import { columnsOfHeader, type ColumnMap, type ReadColumn } from './lead-columns.ts'
import { normaliseDomain } from './normalise-domain.ts'

/** A lead about which nothing is known but its domain. */
export const bareLead = (domain: string): Lead => ({
  domain,
  hunterId: null,
  companyName: null,
  provider: null,
  country: null,
  segment: null,
  readinessScore: null,
  priorityScore: null,
  tenantSize: null,
  contactEmail: null,
  spf: null,
  dkim: null,
  dmarcPolicy: null,
  mxRoot: null,
  registrar: null,
  expiresAt: null,
  nameservers: [],
  scanStatus: null,
  scannedAt: null,
  reason: null,
  referralId: null,
  azureTenantId: null,
  infrastructureSummary: null,
})

/** What one row says: the domain and the fields the file has columns for, empty cells included. */
export interface LeadRow {
  readonly domain: string
  readonly fields: Partial<Lead>
}

export interface LeadRowReader {
  /** The file's header to the lead's field, or null where unused. */
  readonly columns: Readonly<Record<string, string | null>>
  /** The failure is the reason for rejecting the row, in a sentence. */
  readonly read: (cells: readonly string[]) => Result<LeadRow, string>
}

/** A reader for rows under this header; the failure names what the header lacks. */
export function readLeadRows(names: readonly string[], map: ColumnMap = {}): Result<LeadRowReader, string> {
  const columns = columnsOfHeader(names.map((name) => map[name] ?? name))
  if (!columns.some((column) => column?.field === 'domain')) {
    return fail('The file has no column "domain": its first line must name the columns, as in Hunter\'s export.')
  }
  const read = (cells: readonly string[]): Result<LeadRow, string> => {
    if (cells.length !== names.length) {
      return fail(`The line has ${cells.length} columns, the header ${names.length}.`)
    }
    const fields: Record<string, Lead[keyof Lead]> = {}
    let given = ''
    for (const [at, column] of columns.entries()) {
      if (column === null) continue
      const cell = (cells[at] ?? '').trim()
      if (column.field === 'domain') {
        given = cell
        continue
      }
      const value = readCell(column, cell)
      if (!value.ok) return fail(`${names[at] ?? column.field} ${value.failure}`)
      fields[column.field] = value.value
    }
    const domain = normaliseDomain(given)
    return domain.ok ? ok({ domain: domain.value, fields }) : domain
  }
  return ok({ columns: Object.fromEntries(names.map((name, at) => [name, columns[at]?.field ?? null])), read })
}

function readCell({ field, read }: ReadColumn, cell: string): Result<Lead[keyof Lead], string> {
  if (cell !== '') return read(cell)
  return ok(field === 'nameservers' ? [] : null)
}
