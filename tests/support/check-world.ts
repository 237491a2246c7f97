import type { SystemUser, TenantConnections, TenantWays } from '../../src/core/d365/d365-client.ts'
import type { AcquiredToken } from '../../src/core/entra/token-provider.ts'
import type { CorePorts } from '../../src/core/ports/core-ports.ts'
import { createCheckService } from '../../src/core/setup/check-service.ts'
import { fail, ok, type Result } from '../../src/shared/lib/result.ts'
import type { CheckRow } from '../../src/shared/model/check.ts'
import type { D365Failure, Failure } from '../../src/shared/model/failure.ts'
import type { SecretState, Tenant } from '../../src/shared/model/tenant.ts'
import { AT, aTenant, TENANT_ID } from './builders.ts'
import { aCoreBase, aCorePorts } from './core-ports.ts'
import { createFakeD365 } from './fake-d365.ts'

export const TENANT = aTenant()
export const USER: SystemUser = {
  systemUserId: '0a0a0a0a-0000-4000-8000-000000000001',
  fullName: 'Hunter Integration User',
  applicationId: TENANT.clientId,
  entraObjectId: null,
  email: 'hunter@contoso.example',
  isDisabled: false,
  accessMode: 4,
}
export const CLAIMS = { tid: TENANT.entraTenantId, appid: TENANT.clientId, aud: TENANT.baseUrl }

export const wrongSecret: D365Failure = {
  kind: 'D365AuthenticationError',
  message: 'AADSTS7000215: Invalid client secret provided.',
  httpStatus: 401,
  code: null,
  requestIds: null,
  aadsts: 7_000_215,
}
export const notMember: D365Failure = {
  kind: 'D365PermissionError',
  message: 'The user is not a member of the organization.',
  httpStatus: 403,
  code: '0x80072560',
  requestIds: null,
  missingPrivilege: null,
}

export const notReached: D365Failure = {
  kind: 'D365NetworkError',
  message: 'connect ECONNREFUSED',
  phase: 'connect',
  networkCode: 'ECONNREFUSED',
  isTls: false,
  requestIds: null,
}

/** What of a healthy tenant's world is another. */
export interface World {
  readonly tenant?: Partial<Tenant>
  readonly claims?: Readonly<Record<string, unknown>>
  readonly token?: Result<AcquiredToken, D365Failure>
  readonly isCached?: boolean
  readonly users?: readonly SystemUser[]
  readonly whoAmI?: D365Failure
  readonly secretState?: SecretState
  readonly secrets?: CorePorts['secrets']
  readonly open?: Failure
}

/** The check service on faked D365 and tokens; `opened` holds every connection it asked for. */
export function aCheckService(world: World = {}) {
  const web: CorePorts['web'] = { ask: () => Promise.resolve({ ok: false, code: 'ECONNREFUSED', message: 'refused' }) }
  const ports = aCorePorts({ web, ...(world.secrets === undefined ? {} : { secrets: world.secrets }) }, world.tenant)
  const { client } = createFakeD365(() => ({
    findApplicationUsers: () =>
      Promise.resolve(ok({ users: world.users ?? [USER], requestIds: { client: '', service: [] } })),
    ...(world.whoAmI === undefined ? {} : { whoAmI: () => Promise.resolve(fail(world.whoAmI!)) }),
  }))
  let asked = 0
  const acquire = (): Promise<Result<AcquiredToken, D365Failure>> => {
    const isFromCache = asked > 0 && world.isCached !== false
    if (!isFromCache) asked += 1
    const token = {
      accessToken: 'x'.repeat(1_200),
      expiresAt: AT,
      isFromCache,
      lifetimeMs: 3_600_000,
      claims: world.claims ?? CLAIMS,
    }
    return Promise.resolve(world.token ?? ok(token))
  }
  const opened: { readonly isFresh: boolean | undefined; readonly isClosed: () => boolean }[] = []
  const connections: TenantConnections & Pick<TenantWays, 'openBeside'> = {
    open: (of, options) => {
      let isClosed = false
      opened.push({ isFresh: options?.isFresh, isClosed: () => isClosed })
      if (world.open !== undefined) return Promise.resolve(fail(world.open))
      const tokens = { acquire, invalidate: () => undefined, networkCalls: () => asked }
      const sockets = () => ({ limit: 52, peak: 1, peakWaiting: 0 })
      return Promise.resolve(ok({ tenant: of, d365: client, tokens, sockets, close: () => void (isClosed = true) }))
    },
    openBeside: () => {
      throw new Error('This test asks for no Hunter over https.')
    },
    drop: () => undefined,
    cut: () => undefined,
    close: () => undefined,
  }
  const tenantSecrets = { state: () => Promise.resolve(world.secretState ?? 'keychain') }
  const checks = createCheckService({
    ...aCoreBase(ports),
    connections,
    tenantSecrets,
    prodLock: { judgeChange: () => null },
  })
  return { checks, data: ports.data, opened }
}

export async function rowsOf(world: World): Promise<Readonly<Record<string, CheckRow>>> {
  const answer = await aCheckService(world).checks.run(TENANT_ID)
  if (!answer.ok) throw new Error(JSON.stringify(answer.failure))
  return Object.fromEntries(answer.value.rows.map((row) => [row.id, row]))
}
export const failing = (rows: Readonly<Record<string, CheckRow>>): readonly string[] =>
  Object.values(rows).flatMap(({ id, status }) => (status === 'failed' ? [id] : []))

export const inDays = (days: number): string => new Date(Date.parse(AT) + days * 86_400_000).toISOString()
export const KNOWN_END = { tenant: { secretExpiresAt: inDays(300) } }
