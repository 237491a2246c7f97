import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { systemClock } from '../../../src/adapters/node/system-clock.ts'
import { ok } from '../../../src/shared/lib/result.ts'
import type { CheckResult, CheckRow } from '../../../src/shared/model/check.ts'
import { startHarness, type Harness } from '../../support/core-harness.ts'
import { startFakeHunter, type FakeHunter } from '../../support/fake-hunter.ts'
import { dataverseOf, type Dataverse } from '../../support/raw-dataverse.ts'

/** A world where every row passes; each case breaks one thing through the sandbox's own doors, and one row must say so. */
let harness: Harness
let hunter: FakeHunter
let dataverse: Dataverse
let skewMs = 0

const clock = { ...systemClock, now: () => systemClock.now() + skewMs }

beforeAll(async () => {
  hunter = await startFakeHunter()
})
afterAll(async () => {
  await hunter[Symbol.asyncDispose]()
})
beforeEach(async () => {
  harness = await startHarness({ clock })
  dataverse = await dataverseOf(harness.sandbox.info)
  await harness.core.checks.setHunterUrl(harness.tenant.id, hunter.url)
  for (const row of ['P1', 'P2', 'P3', 'P4', 'B2']) {
    await harness.core.checks.attest(harness.tenant.id, row, 'Deniz Kaya', '')
  }
})
afterEach(async () => {
  skewMs = 0
  Object.assign(hunter.state, { isD365On: true, isReady: true, environment: 'development' })
  await harness.close()
})

async function check(): Promise<CheckResult> {
  const answer = await harness.core.checks.run(harness.tenant.id)
  if (!answer.ok) throw new Error(JSON.stringify(answer.failure))
  return answer.value
}
const inStatus = ({ rows }: CheckResult, status: CheckRow['status']): readonly string[] =>
  rows.filter((row) => row.status === status).map(({ id }) => id)

/** One of the application user's rights at another depth; null takes it away. */
const withRight = (name: string, depth: string | null) => () =>
  dataverse.control('POST', '/application-user', { state: 'privileges', privileges: { [name]: depth } })

/** What the sandbox tells the console of itself, changed. */
function told(change: Readonly<Record<string, string>>): void {
  const { info } = harness.ports.sandbox
  const changed = async (): ReturnType<typeof info> => {
    const answer = await info()
    return answer.ok ? ok({ ...answer.value, ...change }) : answer
  }
  Object.assign(harness.ports.sandbox, { info: changed })
}

interface Case {
  readonly row: string
  readonly sabotage: () => unknown
  /** Words of the finding and of its remedy. */
  readonly says: RegExp
  readonly remedy: RegExp
  /** Rows that cannot be read for it and say so; no other row may warn. */
  readonly unread?: readonly string[]
  /** Of the row; `failed` unless a push would still arrive or is refused on purpose. */
  readonly status?: 'warning'
}

/** What sums other rows up warns with them. */
const DERIVED = ['A4', 'B4']

const user = (state: string) => () => dataverse.control('POST', '/application-user', { state })

const CASES: Readonly<Record<string, Case>> = {
  'the application user is missing': {
    row: 'A2.1',
    sabotage: user('missing'),
    says: /no application user/i,
    remedy: /Application users/i,
  },
  'the application user is disabled': {
    row: 'A2.1',
    sabotage: user('disabled'),
    says: /disabled/i,
    remedy: /Activate/,
  },
  'the application user has no role': {
    row: 'A2.2',
    sabotage: user('no-roles'),
    says: /no role at all/,
    remedy: /Security roles/,
    unread: ['A2.1', 'A3'],
  },
  'one privilege is gone': {
    row: 'A2.2',
    sabotage: withRight('prvCreateLead', null),
    says: /prvCreateLead is missing/,
    remedy: /Security roles/,
  },
  'Lead Read does not reach the organisation': {
    row: 'A2.2',
    sabotage: withRight('prvReadLead', 'Local'),
    says: /prvReadLead reaches only “business unit”.*needed is “organisation”/,
    remedy: /Security roles/,
  },
  'a column is missing': {
    row: 'A3',
    sabotage: () => dataverse.deleteColumn('hnt_finalscore'),
    says: /lacks hnt_finalscore/,
    remedy: /Create the missing columns/,
  },
  'a column is too short': {
    row: 'A3',
    sabotage: () => dataverse.changeColumn('companyname', 'String', { MaxLength: 50 }),
    says: /companyname holds 50 characters; what is sent may have 100/,
    remedy: /Power Apps/,
  },
  'a column has the wrong type': {
    row: 'A3',
    sabotage: async () => {
      await dataverse.deleteColumn('hnt_finalscore')
      await dataverse.createColumn('hnt_finalscore', 'String', { MaxLength: 100 })
    },
    says: /hnt_finalscore is of type String/,
    remedy: /“standard”/,
  },
  'a choice value is missing': {
    row: 'A3',
    sabotage: async () => {
      await dataverse.deleteColumn('hnt_source')
      await dataverse.createColumn('hnt_source', 'Picklist', {
        OptionSet: { IsGlobal: false, OptionSetType: 'Picklist', Options: [dataverse.option(816_940_001, 'Manual')] },
      })
    },
    says: /mapped to 816940000, which hnt_source does not have/,
    remedy: /Power Apps/,
  },
  'the Entra tenant is unknown': {
    row: 'A1.1',
    sabotage: () => {
      const tenantId = randomUUID()
      told({ tenantId, authority: `${harness.sandbox.info.baseUrl}/${tenantId}` })
    },
    says: /tenant/i,
    remedy: /directory \(tenant\) id/i,
  },
  'the client id is unknown': {
    row: 'A1.1',
    sabotage: () => told({ clientId: randomUUID() }),
    says: /app/i,
    remedy: /client/i,
  },
  'the secret is wrong': {
    row: 'A1.4',
    sabotage: () => told({ clientSecret: 'a-wrong-secret-value' }),
    says: /secret/i,
    remedy: /value/i,
  },
  'the secret has expired': {
    row: 'A1.3',
    sabotage: () => dataverse.control('POST', '/tokens', { registration: 'secret-expired' }),
    says: /expired/i,
    remedy: /new secret/i,
  },
  'the clock of this machine is wrong': {
    row: 'B3.2',
    sabotage: () => void (skewMs = 20 * 60_000),
    says: /20 minutes ahead/,
    remedy: /Set the clock/,
  },
  'Hunter is down': {
    row: 'B3.1',
    sabotage: async () => {
      const gone = await startFakeHunter()
      await gone[Symbol.asyncDispose]()
      await harness.core.checks.setHunterUrl(harness.tenant.id, gone.url)
    },
    says: /Nothing answers/,
    remedy: /Start Hunter/,
  },
  'Hunter lost its Redis': {
    row: 'B3.1',
    sabotage: () => void (hunter.state.isReady = false),
    says: /Down: redis/,
    remedy: /Start Hunter/,
  },
  'the feature flag is off': {
    row: 'B1f',
    status: 'warning',
    sabotage: () => harness.core.tenants.setEnabled(harness.tenant.id, false),
    says: /every push is refused/,
    remedy: /Switch it on under Tenants/,
  },
  'Hunter’s own flag is off': {
    row: 'B1f',
    status: 'warning',
    sabotage: () => void (hunter.state.isD365On = false),
    says: /Hunter’s own flag is off/,
    remedy: /HUNTER_D365_ENABLED=true/,
  },
  'Hunter runs in another environment': {
    row: 'B1f',
    status: 'warning',
    sabotage: () => void (hunter.state.environment = 'production'),
    says: /\(PROD\)/,
    remedy: /Compare the Hunter URL/,
  },
}

describe('the checks of a healthy tenant', () => {
  it('fail nowhere and leave nothing open', async () => {
    const result = await check()
    expect(inStatus(result, 'failed')).toEqual([])
    expect(inStatus(result, 'attested')).toEqual(['P1', 'P2', 'P3', 'P4', 'B2'])
  })
})

describe('when one thing is broken, one row says so: what to do, where, and who may', () => {
  it.each(Object.entries(CASES))(
    '%s',
    async (_what, { row, sabotage, says, remedy, unread = [], status = 'failed' }) => {
      const healthy = await check()
      await sabotage()
      const result = await check()
      expect(inStatus(result, 'failed')).toEqual(status === 'failed' ? [row] : [])
      const mayWarn = [...DERIVED, ...inStatus(healthy, 'warning'), ...unread, row]
      expect(inStatus(result, 'warning').filter((id) => !mayWarn.includes(id))).toEqual([])
      const broken = result.rows.find(({ id }) => id === row)
      expect(broken).toMatchObject({
        status,
        detail: expect.stringMatching(says) as string,
        remedy: expect.stringMatching(remedy) as string,
        tr: { remedy: expect.stringMatching(/bilir\b/) as string },
      })
      expect(broken?.remedy).toMatch(/\bmay\b/)
      expect(broken?.tr?.detail).not.toBe(broken?.detail)
    },
  )
})

describe('Hunter', () => {
  it('is asked without a credential, and no redirect is followed', async () => {
    await using elsewhere = await startFakeHunter()
    await using moved = await startFakeHunter({ redirectsTo: `${elsewhere.url}/healthz/live` })
    await harness.core.checks.setHunterUrl(harness.tenant.id, moved.url)
    const row = (await check()).rows.find(({ id }) => id === 'B3.1')
    expect(row).toMatchObject({ status: 'failed', detail: expect.stringContaining('redirect') as string })
    expect(elsewhere.seen).toEqual([])
    const { clientSecret } = harness.sandbox.info
    for (const { headers } of moved.seen) {
      expect(Object.keys(headers)).not.toEqual(expect.arrayContaining(['authorization']))
      expect(JSON.stringify(headers)).not.toContain(clientSecret)
    }
  })
})
