import { fail, ok, type Result } from '../../shared/lib/result.ts'
import type { Failure } from '../../shared/model/failure.ts'
import type { Attestation } from '../../shared/model/gate.ts'
import type { Tenant } from '../../shared/model/tenant.ts'
import { isoNow } from '../ports/clock.ts'
import type { CheckService } from '../services.ts'
import { ATTESTABLE_ROWS, isAttestable } from './attestable-rows.ts'
import type { Check } from './check-context.ts'
import { CHECKS } from './checks.ts'
import { createColumns, showPlan, type ColumnDeps } from './create-columns.ts'
import { hunterUrlOf, setHunterUrl } from './hunter-urls.ts'
import { latestChecks } from './latest-checks.ts'
import { runChecks } from './run-checks.ts'

/** Verifies the set-up of a tenant row by row, keeps what was seen, and takes the admin's word for what no API can show. */
export function createCheckService(deps: ColumnDeps): CheckService {
  const { ports } = deps
  const { settings } = ports.data
  const latestOf = (tenant: Tenant) =>
    latestChecks(ports.data, { tenant, nowMs: ports.clock.now(), appVersion: ports.appVersion })
  return {
    run: async (tenantId, options = {}) => {
      const tenant = tenantOf(deps, tenantId)
      if (!tenant.ok) return tenant
      const checks = rowsToRun(options.row)
      if (!checks.ok) return checks
      const known = options.row === undefined ? [] : (latestOf(tenant.value)?.rows ?? [])
      return runChecks(deps, {
        stored: tenant.value,
        checks: checks.value,
        before: new Map(known.map(({ id, status }) => [id, status])),
        signal: options.signal ?? new AbortController().signal,
        parentRunId: options.parentRunId ?? null,
      })
    },
    latest: (tenantId) => {
      const tenant = ports.data.tenants.get(tenantId)
      return Promise.resolve(ok(tenant === null ? null : latestOf(tenant)))
    },
    attest: (tenantId, row, by, note) => Promise.resolve(attest(deps, { tenantId, row, by, note })),
    planColumns: async (tenantId, signal) => {
      const tenant = tenantOf(deps, tenantId)
      return tenant.ok ? showPlan(deps, tenant.value, signal) : tenant
    },
    createColumns: async (tenantId, names, signal) => {
      const tenant = tenantOf(deps, tenantId)
      return tenant.ok ? createColumns(deps, tenant.value, names, signal) : tenant
    },
    hunterUrl: (tenantId) => {
      const tenant = tenantOf(deps, tenantId)
      return Promise.resolve(tenant.ok ? ok(hunterUrlOf(settings, tenant.value)) : tenant)
    },
    setHunterUrl: (tenantId, url) => {
      const tenant = tenantOf(deps, tenantId)
      return Promise.resolve(tenant.ok ? setHunterUrl(settings, tenantId, url) : tenant)
    },
  }
}

function attest(
  { ports, record }: ColumnDeps,
  said: Pick<Attestation, 'tenantId' | 'row' | 'by' | 'note'>,
): Result<Attestation, Failure> {
  const { tenantId, row } = said
  const by = said.by.trim()
  const tenant = tenantOf({ ports }, tenantId)
  if (!tenant.ok) return tenant
  if (!isAttestable(row)) return fail(invalid('row', `Rows to attest: ${ATTESTABLE_ROWS.join(', ')}.`))
  if (by === '') return fail(invalid('by', 'Say who confirms this.'))
  const note = ports.knownSecrets.redact(said.note.trim())
  const attestation: Attestation = { row, tenantId, by, note, at: isoNow(ports.clock) }
  ports.data.attestations.save(attestation)
  record({ name: 'attested', tenantId, message: `${row} was confirmed.`, detail: { row } })
  return ok(attestation)
}

function tenantOf({ ports }: Pick<ColumnDeps, 'ports'>, tenantId: string): Result<Tenant, Failure> {
  const tenant = ports.data.tenants.get(tenantId)
  const message = `There is no tenant with the id ${tenantId}.`
  return tenant === null ? fail({ kind: 'NotFound', what: 'tenant', message }) : ok(tenant)
}

function rowsToRun(row: string | undefined): Result<readonly Check[], Failure> {
  if (row === undefined) return ok(CHECKS)
  const check = CHECKS.find(({ id }) => id.toLowerCase() === row.trim().toLowerCase())
  return check === undefined
    ? fail(invalid('row', `There is no row "${row.slice(0, 40)}". Rows: ${CHECKS.map(({ id }) => id).join(', ')}.`))
    : ok([check])
}

const invalid = (field: string, message: string): Failure => ({
  kind: 'InvalidInput',
  message,
  fields: [{ field, message }],
})
