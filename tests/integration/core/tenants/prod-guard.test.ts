import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Core } from '../../../../src/core/services.ts'
import { CALL_NAMES, type CallName } from '../../../../src/shared/contract/names.ts'
import { askSandboxControl } from '../../../support/ask-sandbox-control.ts'
import { aLead } from '../../../support/builders.ts'
import { startHarness, type Harness } from '../../../support/core-harness.ts'

type Does = 'starts' | 'carries' | 'none'
type Service = Exclude<keyof Core, 'events' | 'close'>

/**
 * Every call there is, judged once: `starts` begins a write in D365 and is refused while a PROD tenant is locked; `carries` goes on with what
 * was begun under an unlock, or ends it; `none` writes nothing in D365. A call nobody judged fails here, and does not compile.
 */
const CONTRACT: Readonly<Record<CallName, Does>> = {
  'app:info': 'none',
  'app:open-data-folder': 'none',
  'app:bundle': 'none',
  'tenants:list': 'none',
  'tenants:read-connection': 'none',
  'tenants:open-connection-file': 'none',
  'tenants:add': 'none',
  'tenants:connect': 'none',
  'tenants:update': 'none',
  'tenants:duplicate': 'none',
  'tenants:move': 'none',
  'tenants:rotate': 'none',
  'tenants:accept-organization': 'none',
  'tenants:set-proxy-password': 'none',
  'tenants:choose-ca-file': 'none',
  'tenants:export-env': 'none',
  'tenants:set-secret': 'none',
  'tenants:delete-secret': 'none',
  'tenants:set-enabled': 'none',
  'tenants:select': 'none',
  'tenants:test': 'none',
  'tenants:trace': 'none',
  'tenants:unlocks': 'none',
  'tenants:export-profile': 'none',
  'tenants:import-profile': 'none',
  'tenants:remove': 'none',
  'tenants:unlock': 'none',
  'tenants:find-owners': 'none',
  'tenants:set-owner': 'none',
  'leads:page': 'none',
  'leads:detail': 'none',
  'leads:choose-import': 'none',
  'leads:import': 'none',
  'leads:export': 'none',
  'leads:export-failed': 'none',
  'leads:hunter-write-back': 'none',
  'leads:open-link': 'none',
  'leads:open-record': 'none',
  'leads:radar': 'none',
  'leads:stop-radar': 'none',
  'leads:resolve-conflicts': 'none',
  'leads:erase': 'none',
  'mapping:built-in': 'none',
  'mapping:columns': 'none',
  'mapping:check': 'none',
  'mapping:choose': 'none',
  'push:start': 'starts',
  'push:forecast': 'none',
  'push:preview': 'none',
  'push:pause': 'carries',
  'push:resume': 'carries',
  'push:cancel': 'carries',
  'push:runs': 'none',
  'push:leads': 'none',
  'push:adopt': 'none',
  'push:decline': 'none',
  'checks:run': 'none',
  'checks:latest': 'none',
  'checks:attest': 'none',
  'checks:drift': 'none',
  'checks:plan-columns': 'none',
  'checks:create-columns': 'starts',
  'checks:hunter-url': 'none',
  'checks:set-hunter-url': 'none',
  'checks:open-portal': 'none',
  'scenarios:list': 'none',
  'scenarios:start': 'starts',
  'scenarios:cancel': 'carries',
  'scenarios:set-note': 'none',
  'runs:list': 'none',
  'runs:show': 'none',
  'runs:compare': 'none',
  'runs:retention': 'none',
  'runs:forecast-retention': 'none',
  'runs:set-retention': 'none',
  'runbook:run': 'starts',
  'runbook:cancel': 'carries',
  'gate:status': 'none',
  'gate:decide': 'starts',
  'gate:log': 'none',
  'gate:verify': 'none',
  'reports:write': 'none',
  'reports:choose-folder': 'none',
  'reports:preview': 'none',
  'reports:list': 'none',
  'reports:open': 'none',
  'reports:reveal': 'none',
  'activity:list': 'none',
  'backups:list': 'none',
  'backups:make': 'none',
  'backups:restore': 'none',
}

/** The core's own calls, below window and command line. */
const CORE: { readonly [S in Service]: Readonly<Record<keyof Core[S], Does>> } = {
  tenants: {
    list: 'none',
    find: 'none',
    add: 'none',
    readConnection: 'none',
    readConnectionFile: 'none',
    connect: 'none',
    update: 'none',
    duplicate: 'none',
    move: 'none',
    findOwners: 'none',
    setSecret: 'none',
    deleteSecret: 'none',
    rotate: 'none',
    setProxyPassword: 'none',
    exportEnv: 'none',
    acceptOrganization: 'none',
    setEnabled: 'none',
    setOwner: 'none',
    select: 'none',
    test: 'none',
    trace: 'none',
    unlocks: 'none',
    exportProfile: 'none',
    importProfile: 'none',
    remove: 'none',
    unlock: 'none',
    lockAll: 'none',
  },
  leads: {
    page: 'none',
    detail: 'none',
    exportTo: 'none',
    exportFailed: 'none',
    forecast: 'none',
    radar: 'none',
    resolveConflicts: 'none',
    erase: 'none',
    hunterWriteBackState: 'none',
    previewImport: 'none',
    importFile: 'none',
  },
  mapping: { builtIn: 'none', columns: 'none', check: 'none', choose: 'none' },
  push: {
    start: 'starts',
    run: 'starts',
    pause: 'carries',
    resume: 'carries',
    cancel: 'carries',
    runs: 'none',
    leads: 'none',
    wake: 'carries',
    adopt: 'none',
    decline: 'none',
    recover: 'carries',
  },
  checks: {
    run: 'none',
    latest: 'none',
    attest: 'none',
    hunterUrl: 'none',
    drift: 'none',
    portalLink: 'none',
    planColumns: 'none',
    createColumns: 'starts',
    setHunterUrl: 'none',
  },
  scenarios: { list: 'none', start: 'starts', run: 'starts', cancel: 'carries', setNote: 'none', recover: 'carries' },
  gate: {
    status: 'none',
    decide: 'starts',
    log: 'none',
    verify: 'none',
    verifyAgainstD365: 'none',
    exportTo: 'none',
    reconcileAfterRestore: 'none',
    anchor: 'none',
  },
  reports: { write: 'none', preview: 'none', list: 'none' },
  runs: {
    list: 'none',
    show: 'none',
    compare: 'none',
    retention: 'none',
    forecastRetention: 'none',
    setRetention: 'none',
    tidy: 'none',
  },
  runbook: { run: 'starts', cancel: 'carries' },
  activity: { list: 'none' },
  support: { bundle: 'none' },
}

let harness: Harness
let tenantId: string
beforeAll(async () => {
  harness = await startHarness()
  tenantId = harness.tenant.id
  const { data, core } = harness
  expect(await core.tenants.test(tenantId)).toMatchObject({ ok: true })
  data.leads.saveAll([aLead({ domain: 'acme.example' })])
  const tested = data.tenants.get(tenantId)
  if (tested === null) throw new Error('The sandbox tenant is gone.')
  data.tenants.save({ ...tested, environment: 'PROD', d365Enabled: true })
})
afterAll(() => harness.close())
beforeEach(() => harness.core.tenants.lockAll())

/** How each call that starts a write is made. */
const STARTS: Readonly<Record<string, (core: Core) => Promise<unknown>>> = {
  'push.start': (core) => core.push.start(tenantId, { domains: ['acme.example'] }),
  'push.run': (core) => core.push.run(tenantId, { domains: ['acme.example'] }),
  'checks.createColumns': (core) => core.checks.createColumns(tenantId, ['new_score']),
  'scenarios.start': (core) => core.scenarios.start(tenantId, ['C1']),
  'scenarios.run': (core) => core.scenarios.run(tenantId, ['C1']),
  'scenarios.run with a lead of the admin’s own (E2.4)': (core) =>
    core.scenarios.run(tenantId, ['C1'], { lead: 'acme.example' }),
  'runbook.run': (core) => core.runbook.run(tenantId),
  'gate.decide with a note in D365': (core) =>
    core.gate.decide({
      ...{ tenantId, decision: 'NO-GO', reason: 'not yet', approver: '', releasesTenantId: null, override: null },
      ...{ waivers: {}, knownLimitations: '', noteInD365: true },
    }),
}

describe('a locked PROD tenant', () => {
  it('meets no call of the contract that nobody judged', () => {
    expect(Object.keys(CONTRACT).toSorted()).toEqual([...CALL_NAMES].toSorted())
  })

  it('meets no call of the core that nobody judged, and each that starts a write is made below', () => {
    const isService = (name: string): name is Service => name !== 'events' && name !== 'close'
    const services = Object.keys(harness.core).filter(isService)
    const there = services.flatMap((service) => Object.keys(harness.core[service]).map((call) => `${service}.${call}`))
    const judged = services.flatMap((service) =>
      Object.entries<Does>(CORE[service]).map(([call, does]) => ({ name: `${service}.${call}`, does })),
    )
    const starts = judged.filter(({ does }) => does === 'starts').map(({ name }) => name)
    // Only `close` drains: it waits for what runs, and starts nothing.
    const unjudged = there.filter((name) => !name.endsWith('.drain') && !judged.some((one) => one.name === name))
    expect(unjudged).toEqual([])
    expect(new Set(Object.keys(STARTS).map((name) => name.split(' ')[0]))).toEqual(new Set(starts))
  })

  it.each(Object.keys(STARTS))('refuses %s, and D365 sees no write', async (name) => {
    const before = await writesSeen()
    const answer = await STARTS[name]?.(harness.core)
    expect(JSON.stringify(answer)).toContain('prod_locked')
    expect(await writesSeen()).toEqual(before)
  })

  it('permits starting writes once its name was typed, and keeps when that was', async () => {
    const { core } = harness
    expect(await core.tenants.unlock(tenantId, harness.tenant.name)).toMatchObject({ ok: true })
    expect(await core.push.run(tenantId, { domains: ['acme.example'] })).toMatchObject({
      ok: true,
      value: { outcomes: { created: 1 } },
    })
    expect(await core.tenants.unlocks(tenantId)).toMatchObject({ ok: true, value: [{ name: 'prod_unlocked' }] })
  })
})

it('a check that reads a production organisation locks it, whatever the profile declares', async () => {
  const other = await startHarness()
  try {
    other.sandbox.control?.organisation({ organizationType: 'Customer' })
    other.data.leads.saveAll([aLead({ domain: 'acme.example' })])
    await other.core.checks.run(other.tenant.id, { row: 'A4' })
    expect(other.data.tenants.get(other.tenant.id)).toMatchObject({ environment: 'DEV', detectedEnvironment: 'PROD' })
    expect(await other.core.push.start(other.tenant.id, { domains: ['acme.example'] })).toMatchObject({
      failure: { reason: 'prod_locked' },
    })
  } finally {
    await other.close()
  }
})

/** Sequence numbers of the requests by which the sandbox was asked to change something. */
async function writesSeen(): Promise<readonly unknown[]> {
  const { requests } = (await askSandboxControl(harness.sandbox.info, 'GET', 'log')) as { requests: LoggedRequest[] }
  return requests.filter(({ method, url }) => method !== 'GET' && url.includes('/api/data/'))
}

interface LoggedRequest {
  readonly method: string
  readonly url: string
}
