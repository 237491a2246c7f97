import { fail, ok, type Result } from '../../shared/lib/result.ts'
import type { Failure } from '../../shared/model/failure.ts'
import type { ReportFormat, WrittenReport } from '../../shared/model/report.ts'
import type { Run } from '../../shared/model/run.ts'
import { isoNow } from '../ports/clock.ts'
import type { CorePorts } from '../ports/core-ports.ts'
import type { RunDeps } from '../runs/run-recorder.ts'
import type { GateService, ReportService } from '../services.ts'
import { buildReport, type ReportSources } from './build-report.ts'
import { localDate, machineOffset, type OffsetAt } from './local-time.ts'
import type { ReportModel } from './report-model.ts'
import { writeJson } from './write-json.ts'
import { writeMarkdown } from './write-markdown.ts'

interface Deps extends RunDeps {
  readonly gate: GateService
  /** Where the reader's clock stands; default: this machine's time zone. */
  readonly offsetAt?: OffsetAt
}

const WRITERS: Readonly<Record<ReportFormat, (report: ReportModel, offsetAt: OffsetAt) => string>> = {
  md: writeMarkdown,
  json: writeJson,
}

/** A runbook run has a handful of parts; they are the newest runs when its report is written, or not far below. */
const RUNS_TO_SEARCH = 500

/** Writes reports on runs: all of the formats asked for, or, when one of them would hold a secret, none. */
export function createReportService(deps: Deps): ReportService {
  const { ports, record, offsetAt = machineOffset } = deps
  return {
    write: async (runId, formats, directory) => {
      const sources = await gatherReport(deps, runId)
      if (!sources.ok) return sources
      const report = buildReport(sources.value)
      const texts = [...new Set(formats)].map((format) => ({ format, text: WRITERS[format](report, offsetAt) }))
      const isLeaking = texts.some(({ text }) => ports.knownSecrets.isIn(text)) || holdsSecret(report, ports)
      if (isLeaking) return fail(HOLDS_SECRET)
      const written: WrittenReport[] = []
      for (const { format, text } of texts) {
        const name = fileName(report, format, offsetAt)
        const path = await writeFile(ports, { directory: directory ?? ports.reportsDirectory, name, text })
        if (!path.ok) return path
        const entry = { runId, tenantId: report.tenant.id, format, path: path.value, at: isoNow(ports.clock) }
        ports.data.reports.save(entry)
        written.push(entry)
      }
      record({
        name: 'report_written',
        tenantId: report.tenant.id,
        runId,
        message: `A report was written: ${written.map(({ format }) => format).join(', ')}.`,
        detail: { formats: written.map(({ format }) => format) },
      })
      return ok(written)
    },
    list: (tenantId) => Promise.resolve(ok(ports.data.reports.list(tenantId))),
  }
}

const HOLDS_SECRET: Failure = {
  kind: 'Refused',
  reason: 'report_holds_secret',
  message: 'The report would have held a secret or a token that this process knows; nothing was written.',
}

/** Each text before it was escaped for its format: a sign put before another would hide a secret from the search. */
function holdsSecret(report: ReportModel, { knownSecrets }: Pick<CorePorts, 'knownSecrets'>): boolean {
  let isFound = false
  JSON.stringify(report, (_key, value: unknown) => {
    isFound ||= typeof value === 'string' && knownSecrets.isIn(value)
    return value
  })
  return isFound
}

async function gatherReport({ ports, gate }: Deps, runId: string): Promise<Result<ReportSources, Failure>> {
  const { runs, tenants } = ports.data
  const run = runs.get(runId)
  if (!run) return fail({ kind: 'NotFound', what: 'run', message: `There is no run with the id ${runId}.` })
  const tenant = tenants.get(run.tenantId)
  if (!tenant) return fail({ kind: 'NotFound', what: 'tenant', message: `The tenant of run ${runId} is not known.` })
  const status = await gate.status(tenant.id)
  if (!status.ok) return status
  const log = await gate.log()
  if (!log.ok) return log
  const verification = await gate.verify()
  if (!verification.ok) return verification
  return ok({
    tenant,
    run,
    parts: partsOf(ports, run).map((part) => ({ run: part, evidence: runs.evidenceOf(part.id) })),
    gate: status.value,
    log: log.value,
    verification: verification.value,
  })
}

function partsOf({ data }: CorePorts, run: Run): readonly Run[] {
  if (run.kind !== 'runbook') return [run]
  const children = data.runs
    .list({ tenantId: run.tenantId, limit: RUNS_TO_SEARCH })
    .filter(({ parentId }) => parentId === run.id)
  return [run, ...children.toReversed()]
}

async function writeFile(
  { files }: CorePorts,
  { directory, name, text }: { readonly directory: string; readonly name: string; readonly text: string },
): Promise<Result<string, Failure>> {
  try {
    return ok(await files.writeWhole(directory, name, text))
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return fail({ kind: 'LocalDataError', message: `The report could not be written: ${why}`, path: directory })
  }
}

/** `<tenant>-<date>-<run>.<format>`, safe on every file system whatever the tenant is called. */
export function fileName({ tenant, run }: ReportModel, format: ReportFormat, offsetAt: OffsetAt): string {
  const plain = tenant.name
    .replaceAll('ı', 'i')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40)
  return `${plain === '' ? 'tenant' : plain}-${localDate(run.startedAt, offsetAt)}-${run.id}.${format}`
}
