import type { Tenant } from '../../shared/model/tenant.ts'
import type { AcquiredToken } from '../entra/token-provider.ts'
import { failed, passed, skipped, warned, type Check, type CheckContext, type Finding } from './check-context.ts'
import { rowOfTokenFailure } from './row-of-failure.ts'
import { said, sayFailure, together, type Said } from './said.ts'
import { WHO_MAY } from './who-may.ts'

/** The application id of Dataverse itself, which older tokens name as their audience. */
const DATAVERSE_APP_ID = '00000007-0000-0000-c000-000000000000'

/** A1.1: the app registration exists, in the right tenant. Source: Microsoft Learn, "Access token claims reference". */
export const CHECK_A1_1: Check = {
  id: 'A1.1',
  title: 'App registration, right tenant',
  proves: said(
    'Entra ID issues a token for this tenant and client whose audience is the organisation.',
    'Entra ID, bu kiracı ve istemci için hedefi bu kuruluş olan bir belirteç veriyor.',
  ),
  needs: 'nothing',
  toAttest: said(
    'The name (Hunter-D365-Integration), single or multi tenant, and the empty redirect URI.',
    'Ad (Hunter-D365-Integration), tek ya da çok kiracılı oluşu ve boş yeniden yönlendirme URI’si.',
  ),
  places: ['app-registration'],
  run: async (context) => {
    const token = await context.token()
    if (token.ok) return judgeClaims(context, token.value)
    const { what, remedy } = sayFailure(token.failure)
    const blamed = rowOfTokenFailure(token.failure)
    if (blamed !== 'A1.1') return skipped(notIssued(blamed))
    const evidence = context.keep({
      kind: 'token',
      title: 'No token was issued',
      body: { failure: token.failure },
    })
    return failed(what, remedy, [evidence])
  },
}

const notIssued = (row: string): Said =>
  said(`No token could be looked at; row ${row} says why.`, `İncelenecek bir belirteç yok; nedeni ${row} satırında.`)

function judgeClaims({ connection, tenant, keep }: CheckContext, token: AcquiredToken): Finding {
  const profile = connection.ok ? connection.value.tenant : tenant
  const claims = readClaims(token)
  const body = { ...claims, expiresAt: token.expiresAt }
  const evidence = [keep({ kind: 'token', title: 'What the token says of itself', body })]
  if (claims.audience === null && claims.tenantId === null) {
    return warned(
      said('A token was issued, but its claims cannot be read.', 'Belirteç verildi ama içeriği okunamıyor.'),
      said(
        'Nothing to do if the rows below pass: Dataverse judges the token.',
        'Aşağıdaki satırlar geçiyorsa yapılacak bir şey yok: belirtece Dataverse karar verir.',
      ),
      evidence,
    )
  }
  const wrong = wrongClaim(profile, claims)
  if (wrong !== null) return failed(wrong.detail, wrong.remedy, evidence)
  if (!isAudienceOf(profile.baseUrl, claims.audience)) {
    return warned(
      said(
        `The token’s audience is ${claims.audience ?? 'not named'}, not ${profile.baseUrl}.`,
        `Belirtecin hedefi ${profile.baseUrl} değil, ${claims.audience ?? 'belirtilmemiş'}.`,
      ),
      together(
        said('Compare the base URL with the environment’s own.', 'Temel URL’yi ortamın kendi adresiyle karşılaştırın.'),
        WHO_MAY.readEnvironment,
      ),
      evidence,
    )
  }
  const audience = claims.audience ?? profile.baseUrl
  return passed(said(`A token was issued for ${audience}.`, `${audience} için belirteç verildi.`), evidence)
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
): { readonly detail: Said; readonly remedy: Said } | null {
  if (tenantId?.toLowerCase() !== tenant.entraTenantId.toLowerCase()) {
    return {
      detail: said(
        `The token belongs to the Entra tenant ${tenantId ?? 'nobody named'}, the profile says ${tenant.entraTenantId}.`,
        `Belirteç ${tenantId ?? 'adı verilmeyen'} Entra kiracısına ait, profilde ${tenant.entraTenantId} yazıyor.`,
      ),
      remedy: together(
        said(
          'Copy the Directory (tenant) ID from the app registration’s overview page.',
          'Uygulama kaydının genel bakış sayfasından Dizin (kiracı) kimliğini kopyalayın.',
        ),
        WHO_MAY.readRegistration,
      ),
    }
  }
  if (clientId?.toLowerCase() !== tenant.clientId.toLowerCase()) {
    return {
      detail: said(
        `The token was issued to the client ${clientId ?? 'nobody named'}, the profile says ${tenant.clientId}.`,
        `Belirteç ${clientId ?? 'adı verilmeyen'} istemcisine verildi, profilde ${tenant.clientId} yazıyor.`,
      ),
      remedy: together(
        said(
          'Copy the Application (client) ID from the app registration’s overview page.',
          'Uygulama kaydının genel bakış sayfasından Uygulama (istemci) kimliğini kopyalayın.',
        ),
        WHO_MAY.readRegistration,
      ),
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
