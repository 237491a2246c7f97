import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createFileLog, type FileLog } from '../../../../src/adapters/node/file-log.ts'
import { isGuid, leadIdFor, NIL_ID } from '../../../../src/core/leads/lead-id.ts'
import type { Fault } from '../../../../src/sandbox/faults/fault-rule.ts'
import { aLead } from '../../../support/builders.ts'
import { engineOnSandbox } from '../../../support/engine-on-sandbox.ts'
import { startHarness, type Harness } from '../../../support/core-harness.ts'

const HUNTER_ID = 4711

let harness: Harness
let log: FileLog
beforeEach(async () => {
  harness = await startHarness()
  const { ports, directory } = harness
  log = createFileLog({ directory: directory.logs, clock: ports.clock, knownSecrets: ports.knownSecrets })
})
afterEach(async () => {
  log.close()
  await harness.close()
})

interface LoggedEvent extends Readonly<Record<string, unknown>> {
  readonly event: string
}
/** What somebody with nothing but the log file can read: every line is one JSON object, every event has its ids under Hunter's names. */
function eventsInLog(): readonly LoggedEvent[] {
  for (const { level, message, fields } of harness.log.lines) log.write(level, message, fields)
  return readFileSync(join(harness.directory.logs, 'console.jsonl'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => (JSON.parse(line) as { fields: LoggedEvent }).fields)
    .filter(({ event }) => typeof event === 'string')
}

async function push(domain = 'acme.example'): Promise<string> {
  const pushed = await harness.core.push.run(harness.tenant.id, { domains: [domain] })
  if (!pushed.ok) throw new Error(pushed.failure.message)
  return pushed.value.runId
}
const organizationId = () => harness.data.tenants.get(harness.tenant.id)?.organizationId ?? ''

describe('the events of a push in the log', () => {
  beforeEach(() => harness.data.leads.saveAll([aLead({ hunterId: HUNTER_ID })]))

  it("tell a create under the runbook's names: lead_id is Hunter's number, d365_lead_id the GUID", async () => {
    const runId = await push()
    const d365LeadId = leadIdFor(organizationId(), 'acme.example', 0)
    const told = eventsInLog()
    const names = [
      'push_lead_to_d365',
      'd365_push_started',
      'd365_token_acquired',
      'd365_lead_created',
      'd365_push_success',
    ]
    expect(told.map(({ event }) => event).filter((name) => names.includes(name))).toEqual(names)
    const ofTheLead = told.filter(({ domain }) => domain === 'acme.example')
    expect(ofTheLead.length).toBeGreaterThanOrEqual(4)
    for (const event of ofTheLead)
      expect(event).toMatchObject({ lead_id: HUNTER_ID, tenant_id: harness.tenant.id, run_id: runId })
    const created = ofTheLead.find(({ event }) => event === 'd365_lead_created')
    expect(created).toMatchObject({ d365_lead_id: d365LeadId, domain: 'acme.example' })
    expect(isGuid(String(created?.['client_request_id']))).toBe(true)
    expect(created?.['service_request_ids']).not.toEqual([])
    expect(ofTheLead.find(({ event }) => event === 'd365_push_success')).toMatchObject({ d365_lead_id: d365LeadId })
  })

  it('tell that a lead is there already, and that a stored id leads nowhere', async () => {
    await push()
    await push()
    expect(eventsInLog()).toContainEqual(
      expect.objectContaining({
        event: 'd365_lead_already_exists',
        lead_id: HUNTER_ID,
        d365_lead_id: leadIdFor(organizationId(), 'acme.example', 0),
      }),
    )
    const scope = { tenantId: harness.tenant.id, organizationId: organizationId() }
    harness.data.leads.saveAll([aLead({ domain: 'orphan.example', hunterId: 12 })])
    const state = harness.data.leads.syncState(scope, 'orphan.example')
    harness.data.leads.saveSyncState(scope, 'orphan.example', { ...state, status: 'synced', d365LeadId: NIL_ID })
    await push('orphan.example')
    expect(eventsInLog()).toContainEqual(
      expect.objectContaining({ event: 'd365_lead_verification_failed', lead_id: 12, d365_lead_id: NIL_ID }),
    )
  })

  it('tell each pause and each error that is tried again, and how the push failed', async () => {
    const bench = await engineOnSandbox(harness)
    const onWrites = (fault: Fault, count: number) =>
      harness.sandbox.control?.addFault({ match: { method: 'PATCH', table: 'lead' }, fault, count })
    onWrites({ kind: 'status', status: 429, code: '0x80072322', retryAfter: 30 }, 1)
    onWrites({ kind: 'status', status: 500, message: 'SQL is unwell.' }, 99)
    expect((await bench.push('acme.example')).lead.outcome).toBe('failed')
    const told = eventsInLog().filter(({ lead_id }) => lead_id === HUNTER_ID)
    const named = (name: string) => told.filter(({ event }) => event === name)
    expect(named('d365_rate_limit_retry')).toMatchObject([{ detail: { usesRetry: false } }])
    expect(named('d365_api_error_retry')).toHaveLength(3)
    expect(named('d365_push_failed')).toHaveLength(1)
    for (const event of [...named('d365_rate_limit_retry'), ...named('d365_api_error_retry')])
      expect(isGuid(String(event['client_request_id']))).toBe(true)
  })
})
