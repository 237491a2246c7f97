import type { Tenant } from '../../shared/model/tenant.ts'
import { adviseFailure } from '../../shared/advice/advise-failure.ts'
import type { AcquiredToken } from '../entra/token-provider.ts'
import { attestedPart, failed, passed, warned, type Check } from './check-context.ts'

/** The application id of Dataverse itself, which older tokens name as their audience. */
const DATAVERSE_APP_ID = '00000007-0000-0000-c000-000000000000'

const PORTAL_PART = 'the name (Hunter-D365-Integration), single or multi tenant, and the empty redirect URI'

/** A1.1: the app registration exists, in the right tenant. Source: Microsoft Learn, "Access token claims reference". */
export const CHECK_A1_1: Check = {
  id: 'A1.1',
  title: 'App registration, right tenant',
  proves: 'Entra ID issues a token for this tenant and client whose audience is the organisation.',
  needs: [],
  run: async (context) => {
    const { tenant, keep } = context
    const token = await context.token()
    if (!token.ok) {
      const advice = adviseFailure(token.failure, 'en')
      const evidence = keep({ kind: 'token', title: 'No token was issued', body: { failure: token.failure } })
      return failed(advice.whatHappened, advice.whatToDo, [evidence])
    }
    const profile = context.connection.ok ? context.connection.value.tenant : tenant
    const claims = readClaims(token.value)
    const evidence = [
      keep({
        kind: 'token',
        title: 'What the token says of itself',
        body: { ...claims, expiresAt: token.value.expiresAt },
      }),
    ]
    const portal = attestedPart(context, 'A1.1', PORTAL_PART)
    if (claims.audience === null && claims.tenantId === null) {
      return warned(
        `A token was issued, but its claims cannot be read.${portal}`,
        'Nothing to do if the rows below pass: Dataverse judges the token.',
        evidence,
      )
    }
    const wrong = wrongClaim(profile, claims)
    if (wrong !== null) return failed(wrong.detail, wrong.remedy, evidence)
    if (!isAudienceOf(profile.baseUrl, claims.audience)) {
      const detail = `The token’s audience is ${claims.audience ?? 'not named'}, not ${profile.baseUrl}.${portal}`
      return warned(detail, 'Compare the base URL with the one in the Power Platform admin centre.', evidence)
    }
    return passed(`A token was issued for ${claims.audience ?? profile.baseUrl}.${portal}`, evidence)
  },
}

interface Claims {
  readonly tenantId: string | null
  readonly clientId: string | null
  readonly audience: string | null
}

function readClaims({ claims }: AcquiredToken): Claims {
  const text = (name: string): string | null => {
    const value = claims[name]
    return typeof value === 'string' ? value : null
  }
  return { tenantId: text('tid'), clientId: text('appid') ?? text('azp'), audience: text('aud') }
}

function wrongClaim(
  tenant: Pick<Tenant, 'entraTenantId' | 'clientId'>,
  { tenantId, clientId }: Claims,
): { readonly detail: string; readonly remedy: string } | null {
  if (tenantId?.toLowerCase() !== tenant.entraTenantId.toLowerCase()) {
    return {
      detail: `The token belongs to the Entra tenant ${tenantId ?? 'nobody named'}, the profile says ${tenant.entraTenantId}.`,
      remedy: 'Copy the Directory (tenant) ID from the app registration’s overview page.',
    }
  }
  if (clientId?.toLowerCase() !== tenant.clientId.toLowerCase()) {
    return {
      detail: `The token was issued to the client ${clientId ?? 'nobody named'}, the profile says ${tenant.clientId}.`,
      remedy: 'Copy the Application (client) ID from the app registration’s overview page.',
    }
  }
  return null
}

/** With or without a closing slash, under the `.api.` alias, or as Dataverse's own application id. */
export function isAudienceOf(baseUrl: string, audience: string | null): boolean {
  if (audience === null) return false
  if (audience.toLowerCase() === DATAVERSE_APP_ID) return true
  const plain = (url: string): string => url.toLowerCase().replace(/\/$/, '').replace('.api.crm', '.crm')
  return plain(audience) === plain(baseUrl)
}
