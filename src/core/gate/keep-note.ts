import { fail, ok, type Result } from '../../shared/lib/result.ts'
import type { D365Failure, Failure } from '../../shared/model/failure.ts'
import type { DecisionEntry, GateVerification, NoteReceipt } from '../../shared/model/gate.ts'
import type { Tenant } from '../../shared/model/tenant.ts'
import type { D365Client, TenantConnections } from '../d365/d365-client.ts'
import { compareOrganization } from '../push/know-organization.ts'
import type { RunDeps } from '../runs/run-recorder.ts'
import type { ProdLock } from '../tenants/prod-lock.ts'
import { noteOf, notePrefix, readNote } from './decision-note.ts'
import type { DecisionLog } from './decision-log.ts'

export interface GateDeps extends RunDeps {
  readonly connections: Pick<TenantConnections, 'open'>
  readonly prodLock: Pick<ProdLock, 'judgeWrite'>
}

/** The newest notes read back; the hash of each covers all entries before it. */
const MOST_NOTES = 500

/** The way to the tenant's notes, or why there is none; asked before the decision, since an entry cannot be taken back. */
export async function openForNote(deps: GateDeps, tenant: Tenant): Promise<Result<D365Client, Failure>> {
  const refusal = deps.prodLock.judgeWrite(tenant)
  if (refusal) return fail(refusal)
  const opened = await deps.connections.open(tenant)
  if (!opened.ok) return opened
  const organization = await compareOrganization(deps, opened.value)
  return organization.ok ? ok(opened.value.d365) : organization
}

/** Leaves the checkpoint with the tenant. The decision stands whatever comes of it, so a failure is part of the receipt. */
export async function keepNote(
  { record }: GateDeps,
  { d365, tenant, entry }: { readonly d365: D365Client; readonly tenant: Tenant; readonly entry: DecisionEntry },
): Promise<NoteReceipt> {
  const { id, note } = noteOf(entry)
  const created = await d365.notes.create(id, note)
  const isThere = created.ok || isTaken(created.failure)
  const { sequence } = entry.body
  record({
    name: 'decision_noted',
    level: isThere ? 'info' : 'warning',
    tenantId: tenant.id,
    message: isThere
      ? `A note about entry ${String(sequence)} of the decision log lies in ${tenant.name}.`
      : `${tenant.name} took no note about entry ${String(sequence)} of the decision log.`,
    requestIds: created.ok ? created.value.requestIds : requestIdsOf(created.failure),
    detail: { sequence, noteId: id },
  })
  return { id, failure: created.ok || isThere ? null : created.failure }
}

/** Holds the log against every note of it in the tenant; the first verdict that is not ok counts. No note = NotFound, never ok. */
export async function verifyAgainstNotes(
  { connections }: GateDeps,
  { tenant, log, chainId }: { readonly tenant: Tenant; readonly log: DecisionLog; readonly chainId: string },
): Promise<Result<GateVerification & { readonly notes: number }, Failure>> {
  const opened = await connections.open(tenant)
  if (!opened.ok) return opened
  const found = await opened.value.d365.notes.search({ subjectPrefix: notePrefix(chainId), top: MOST_NOTES })
  if (!found.ok) return found
  const { notes } = found.value
  if (notes.length === 0) return fail(nothing(`${tenant.name} holds no note of this decision log.`))
  let verification: GateVerification = await log.verify()
  for (const note of notes) {
    const code = readNote(note)
    if (code === null) return fail(nothing(`The note "${note.subject}" in ${tenant.name} names no entry any more.`))
    if (verification.verdict === 'ok') verification = await log.verify(code)
  }
  return ok({ ...verification, notes: notes.length })
}

const isTaken = (failure: D365Failure): boolean => failure.kind === 'D365DuplicateError' && failure.by === 'key'

const requestIdsOf = (failure: D365Failure) => ('requestIds' in failure ? failure.requestIds : null)

const nothing = (message: string): Failure => ({ kind: 'NotFound', what: 'note', message })
