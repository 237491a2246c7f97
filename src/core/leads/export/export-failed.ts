import { ok, type Result } from '../../../shared/lib/result.ts'
import type { Failure } from '../../../shared/model/failure.ts'
import type { LeadExportResult } from '../../../shared/model/lead-export.ts'
import { GOOD_OUTCOMES, PushOutcomeSchema, type PushedLead } from '../../../shared/model/push.ts'
import type { PushService } from '../../services.ts'
import type { LeadWithState } from '../../ports/stores.ts'
import type { RunDeps } from '../../runs/run-recorder.ts'
import { NEVER_SYNCED } from '../../../shared/model/lead.ts'
import { FURTHER_COLUMNS, HUNTER_COLUMNS, type ExportColumn } from './lead-cells.ts'
import { csvChunks } from './lead-chunks.ts'
import { writeWholeFile } from '../../write-whole-file.ts'

type FailedRow = LeadWithState & { readonly pushed: PushedLead }

const BAD_OUTCOMES = PushOutcomeSchema.options.filter((outcome) => !GOOD_OUTCOMES.includes(outcome))
const ROWS_AT_ONCE = 500

/**
 * The leads of a run that did not arrive, as a CSV in the shape of the import: mend a cell, import the file, push again. Why each did not
 * arrive stands in two columns of their own, which an import leaves aside.
 */
export async function exportFailed(
  deps: RunDeps & { readonly push: Pick<PushService, 'leads'> },
  runId: string,
  file: string,
): Promise<Result<LeadExportResult, Failure>> {
  const first = await deps.push.leads(runId, { outcomes: BAD_OUTCOMES, after: null, limit: 1 })
  if (!first.ok) return first
  let count = 0
  const columns: readonly ExportColumn[] = [
    ...HUNTER_COLUMNS,
    ...FURTHER_COLUMNS,
    { name: 'push_outcome', value: (row) => (row as FailedRow).pushed.outcome },
    { name: 'push_reason', value: (row) => (row as FailedRow).pushed.reason },
  ]
  const rows = failedRows(deps, runId, (more) => (count += more))
  const written = await writeWholeFile(deps.ports.files, file, csvChunks(columns, rows))
  return written.ok ? ok({ file: written.value, format: 'csv', leads: count }) : written
}

async function* failedRows(
  { ports, push }: RunDeps & { readonly push: Pick<PushService, 'leads'> },
  runId: string,
  count: (more: number) => void,
): AsyncGenerator<readonly FailedRow[]> {
  for (let after: string | null = null; ;) {
    const page: Awaited<ReturnType<PushService['leads']>> = await push.leads(runId, {
      outcomes: BAD_OUTCOMES,
      after,
      limit: ROWS_AT_ONCE,
    })
    if (!page.ok) throw new Error(page.failure.message)
    const rows = page.value.leads.flatMap((pushed) => {
      const lead = ports.data.leads.get(pushed.domain)
      return lead === null ? [] : [{ lead, sync: NEVER_SYNCED, pushed }]
    })
    count(rows.length)
    yield rows
    after = page.value.next
    if (after === null) return
  }
}
