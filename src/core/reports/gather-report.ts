import { fail, ok, type Result } from '../../shared/lib/result.ts'
import type { Failure } from '../../shared/model/failure.ts'
import type { Run } from '../../shared/model/run.ts'
import { isoNow } from '../ports/clock.ts'
import type { CorePorts } from '../ports/core-ports.ts'
import type { GateService } from '../services.ts'
import { withAllLeads } from './all-leads.ts'
import type { ReportSources } from './build-report.ts'

interface Deps {
  readonly ports: CorePorts
  readonly gate: GateService
}

/** Everything a report on a run draws on, past runs and those of tenants since removed included. Fails when there is no such run. */
export async function gatherReport({ ports, gate }: Deps, runId: string): Promise<Result<ReportSources, Failure>> {
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
    parts: partsOf(ports, run).map((part) => ({
      run: withAllLeads(ports, part),
      evidence: runs.evidenceOf(part.id),
    })),
    gate: status.value,
    gateAt: isoNow(ports.clock),
    attestations: ports.data.attestations.listFor(tenant.id),
    log: log.value,
    verification: verification.value,
  })
}

/** The run itself and, for a runbook run, its parts; oldest first. */
function partsOf({ data }: CorePorts, run: Run): readonly Run[] {
  if (run.kind !== 'runbook') return [run]
  return [run, ...data.runs.list({ tenantId: run.tenantId, parentId: run.id }).toReversed()]
}
