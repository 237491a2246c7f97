import { setImmediate as turnOfTheLoop } from 'node:timers/promises'
import { fail, ok, type Result } from '../../shared/lib/result.ts'
import type { Failure } from '../../shared/model/failure.ts'
import type { ImportResult, Lead } from '../../shared/model/lead.ts'
import type { LeadStore } from '../ports/stores.ts'
import { readCsv, readHeader, type CsvLine } from './read-csv.ts'
import { bareLead, readLeadRows, type LeadRow, type LeadRowReader } from './read-lead-row.ts'

export interface ImportInput {
  readonly fileName: string
  readonly bytes: AsyncIterable<Uint8Array>
  readonly isDryRun: boolean
  readonly signal: AbortSignal
  readonly leads: Pick<LeadStore, 'get' | 'saveAll' | 'ownerOf'>
}

/** Faults listed one by one; a file of another kind would otherwise fill the memory with them. Further ones are counted. */
const MOST_REASONS = 10_000

/**
 * Reads a CSV in the shape of Hunter's export into the lead store, 500 lines at a time, each batch whole or not at all. A column the file lacks keeps
 * what is known of a lead. Rejects line by line; refuses the file only when there is nothing to read it by. Importing twice changes nothing.
 */
export async function importLeads(input: ImportInput): Promise<Result<ImportResult, Failure>> {
  const progress = createProgress(input)
  try {
    for await (const lines of readCsv(input.bytes, progress.delimiterOf)) {
      if (input.signal.aborted) return fail({ kind: 'Cancelled', message: progress.sayHowFar() })
      const failure = progress.take(lines)
      if (failure !== null) return fail(failure)
      // Not time, only a turn of the event loop: a window stays alive while a large file is read.
      await turnOfTheLoop()
    }
  } catch (error) {
    if (input.signal.aborted) return fail({ kind: 'Cancelled', message: progress.sayHowFar() })
    return fail(unreadable(input.fileName, error))
  }
  return progress.finish()
}

function createProgress({ fileName, isDryRun, leads }: ImportInput) {
  const lineOf = new Map<string, number>()
  const rejected: { line: number; reason: string }[] = []
  let reader: LeadRowReader | null = null
  let hasBytes = false
  let notListed = 0
  let headerText = ''
  const counts = { rows: 0, imported: 0, updated: 0 }

  const reject = (line: number, reason: string): void => {
    if (rejected.length < MOST_REASONS) rejected.push({ line, reason })
    else notListed += 1
  }

  const faultOf = (line: number, { domain }: LeadRow): string | null => {
    const before = lineOf.get(domain)
    if (before !== undefined) return `The domain ${domain} is already on line ${before}.`
    lineOf.set(domain, line)
    return leads.ownerOf(domain) === null ? null : `${domain} belongs to a scenario that is running.`
  }

  const readLine = (line: CsvLine, by: LeadRowReader): readonly Lead[] => {
    counts.rows += 1
    const row = 'cells' in line ? by.read(line.cells) : fail(line.reason)
    const fault = row.ok ? faultOf(line.line, row.value) : row.failure
    if (row.ok && fault === null) {
      return [{ ...(leads.get(row.value.domain) ?? bareLead(row.value.domain)), ...row.value.fields }]
    }
    reject(line.line, fault ?? 'The line cannot be read.')
    return []
  }

  const store = (found: readonly Lead[]): void => {
    if (found.length === 0) return
    const known = isDryRun ? found.filter(({ domain }) => leads.get(domain) !== null).length : 0
    const saved = isDryRun ? { imported: found.length - known, updated: known } : leads.saveAll(found)
    counts.imported += saved.imported
    counts.updated += saved.updated
  }

  return {
    delimiterOf: (text: string) => {
      headerText = text
      return readHeader(text)?.delimiter ?? ','
    },
    /** Null = go on. */
    take: (lines: readonly CsvLine[]): Failure | null => {
      let rest = lines
      const [first] = lines
      hasBytes ||= first !== undefined
      if (reader === null && first !== undefined) {
        const header = 'cells' in first ? readLeadRows(readHeader(headerText)?.names ?? []) : fail(first.reason)
        if (!header.ok) return refusedFile(fileName, header.failure)
        reader = header.value
        rest = lines.slice(1)
      }
      const by = reader
      if (by !== null) store(rest.flatMap((line) => readLine(line, by)))
      return null
    },
    sayHowFar: () => `Cancelled after ${counts.rows} lines; ${counts.imported + counts.updated} leads are stored.`,
    finish: (): Result<ImportResult, Failure> => {
      if (reader === null)
        return fail(refusedFile(fileName, hasBytes ? 'The header cannot be read.' : 'The file is empty.'))
      if (counts.rows === 0) return fail(refusedFile(fileName, 'The file has a header and no line below it.'))
      if (notListed > 0) rejected.push({ line: 0, reason: `${notListed} further lines were rejected.` })
      return ok({ file: fileName, ...counts, rejected, columns: { ...reader.columns } })
    },
  }
}

const refusedFile = (fileName: string, message: string): Failure => ({
  kind: 'InvalidInput',
  message: `${fileName}: ${message}`,
  fields: [{ field: 'file', message }],
})

function unreadable(fileName: string, error: unknown): Failure {
  const why = error instanceof Error ? error.message : String(error)
  return { kind: 'LocalDataError', message: `${fileName} could not be read: ${why}`, path: fileName }
}
