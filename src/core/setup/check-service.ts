import { fail, ok, type Result } from '../../shared/lib/result.ts'
import type { CheckResult } from '../../shared/model/check.ts'
import type { Failure } from '../../shared/model/failure.ts'
import type { Attestation } from '../../shared/model/gate.ts'
import type { Tenant } from '../../shared/model/tenant.ts'
import { isoNow } from '../ports/clock.ts'
import type { CheckService } from '../services.ts'
import { ATTESTABLE_ROWS, attestableRow } from './attestable-rows.ts'
import type { Check } from './check-context.ts'
import { CHECKS } from './checks.ts'
import { tenantArchived } from '../tenants/refused.ts'
import { createColumns, showPlan, type ColumnDeps } from './create-columns.ts'
import { drift } from './drift.ts'
import { hunterUrlOf, setHunterUrl } from './hunter-urls.ts'
import { latestChecks } from './latest-checks.ts'
import { isPortalUrl } from './portal-links.ts'
import { runChecks } from './run-checks.ts'

/** Verifies the set-up of a tenant row by row, keeps what was seen, and takes the admin's word for what no API can show. */
export function createCheckService(deps: ColumnDeps): CheckService {
  const { ports } = deps
  const { settings } = ports.data
  const latestOf = (tenant: Tenant) =>
    latestChecks(ports.data, { tenant, nowMs: ports.clock.now(), appVersion: ports.appVersion })
  const of = async <T>(
    tenantId: string,
    work: (tenant: Tenant) => Result<T, Failure> | Promise<Result<T, Failure>>,
  ): Promise<Result<T, Failure>> => {
    const tenant = tenantOf(deps, tenantId)
    return tenant.ok ? work(tenant.value) : tenant
  }
  const ofLive: typeof of = (tenantId, work) =>
    of(tenantId, (tenant) => (tenant.archivedAt === null ? work(tenant) : fail(tenantArchived(tenant))))
  return {
    run: (tenantId, options = {}) => ofLive(tenantId, (tenant) => run(deps, tenant, latestOf(tenant), options)),
    latest: (tenantId) => {
      const tenant = ports.data.tenants.get(tenantId)
      return Promise.resolve(ok(tenant === null ? null : latestOf(tenant)))
    },
    attest: (tenantId, row, by, note) => ofLive(tenantId, () => attest(deps, { tenantId, row, by, note })),
    drift: (firstId, secondId) => of(firstId, (first) => of(secondId, (second) => drift(ports, first, second))),
    portalLink: (tenantId, row, place) => of(tenantId, (tenant) => linkOf(latestOf(tenant), row, place)),
    planColumns: (tenantId, signal) => of(tenantId, (tenant) => showPlan(deps, tenant, signal)),
    createColumns: (tenantId, names, signal) => of(tenantId, (tenant) => createColumns(deps, tenant, names, signal)),
    hunterUrl: (tenantId) => of(tenantId, (tenant) => ok(hunterUrlOf(settings, tenant))),
    setHunterUrl: (tenantId, url) => of(tenantId, () => setHunterUrl(settings, tenantId, url)),
  }
}

function run(
  deps: ColumnDeps,
  tenant: Tenant,
  latest: CheckResult | null,
  options: NonNullable<Parameters<CheckService['run']>[1]>,
): Promise<Result<CheckResult, Failure>> {
  const checks = rowsToRun(options.row)
  if (!checks.ok) return Promise.resolve(checks)
  const known = options.row === undefined ? [] : (latest?.rows ?? [])
  return runChecks(deps, {
    stored: tenant,
    checks: checks.value,
    before: new Map(known.map(({ id, status }) => [id, status])),
    signal: options.signal ?? new AbortController().signal,
    parentRunId: options.parentRunId ?? null,
  })
}

function attest(
  { ports, record }: ColumnDeps,
  said: Pick<Attestation, 'tenantId' | 'row' | 'by' | 'note'>,
): Result<Attestation, Failure> {
  const { tenantId } = said
  const row = attestableRow(said.row)
  const by = said.by.trim()
  if (row === null) return fail(invalid('row', `Rows to attest: ${ATTESTABLE_ROWS.join(', ')}.`))
  if (by === '') return fail(invalid('by', 'Say who confirms this.'))
  const note = ports.knownSecrets.redact(said.note.trim())
  const attestation: Attestation = { row, tenantId, by, note, at: isoNow(ports.clock), appVersion: ports.appVersion }
  ports.data.attestations.save(attestation)
  record({ name: 'attested', tenantId, message: `${row} was confirmed.`, detail: { row } })
  return ok(attestation)
}

function tenantOf({ ports }: ColumnDeps, tenantId: string): Result<Tenant, Failure> {
  const tenant = ports.data.tenants.get(tenantId)
  const message = `There is no tenant with the id ${tenantId}.`
  return tenant === null ? fail({ kind: 'NotFound', what: 'tenant', message }) : ok(tenant)
}

/** Only a link that a check made and that leads to a portal is handed out. */
function linkOf(latest: CheckResult | null, row: string, place: string): Result<{ readonly url: string }, Failure> {
  const links = latest?.rows.find(({ id }) => id === row)?.links ?? []
  const url = links.find((link) => link.place === place)?.url
  return url !== undefined && isPortalUrl(url)
    ? ok({ url })
    : fail({ kind: 'NotFound', what: 'portal link', message: `The checks named no such page for row ${row}.` })
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
