import { timingSafeEqual } from 'node:crypto'
import { checkAssertion } from './client-assertion.ts'
import { problem } from './entra-error.ts'
import type { EntraProblem } from './entra-error.ts'
import type { EntraTenant } from './entra-tenant.ts'
import type { TokenRequest } from './token-request.ts'

/** What is wrong with the client and its credential, in Entra's words; `undefined` when all is well. */
export const checkCredential = (
  tenant: EntraTenant,
  request: TokenRequest,
  origin: string,
): EntraProblem | undefined => {
  const { identity, settings } = tenant
  if (request.clientId === undefined) {
    return problem(
      400,
      'invalid_request',
      900144,
      "The request body must contain the following parameter: 'client_id'.",
    )
  }
  if (request.clientId.toLowerCase() !== identity.clientId) {
    return problem(
      400,
      'unauthorized_client',
      700016,
      `Application with identifier '${request.clientId.slice(0, 100)}' was not found in the directory 'Sandbox'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant.`,
    )
  }
  if (settings.registration === 'app-disabled') {
    return problem(
      400,
      'unauthorized_client',
      7000112,
      `Application '${identity.clientId}'(Hunter-D365-Integration) is disabled.`,
    )
  }
  return checkProof(tenant, request, origin) ?? checkConsent(tenant)
}

const checkProof = (tenant: EntraTenant, request: TokenRequest, origin: string): EntraProblem | undefined => {
  if (tenant.settings.registration === 'public-client' && (request.assertion ?? request.clientSecret) !== undefined) {
    return problem(
      401,
      'invalid_client',
      700_025,
      "Client is public so neither 'client_assertion' nor 'client_secret' should be presented.",
    )
  }
  if (request.assertion !== undefined) return checkAssertion(tenant, request, origin)
  return checkSecret(tenant, request.clientSecret)
}

const checkConsent = ({ identity, settings }: EntraTenant): EntraProblem | undefined => {
  if (settings.registration === 'consent-missing') {
    return problem(
      400,
      'invalid_grant',
      65001,
      `The user or administrator has not consented to use the application with ID '${identity.clientId}' named 'Hunter-D365-Integration'. Send an interactive authorization request for this user and resource.`,
    )
  }
  return undefined
}

const checkSecret = (tenant: EntraTenant, secret: string | undefined): EntraProblem | undefined => {
  const { identity, settings } = tenant
  if (secret === undefined || secret === '') {
    return problem(
      401,
      'invalid_client',
      7000218,
      "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
    )
  }
  if (!tenant.acceptsAnySecret && !isSame(secret, identity.clientSecret)) {
    return problem(
      401,
      'invalid_client',
      7000215,
      `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${identity.clientId}'.`,
    )
  }
  if (settings.registration === 'secret-expired') {
    return problem(
      401,
      'invalid_client',
      7000222,
      `The provided client secret keys for app '${identity.clientId}' are expired. Visit the Azure portal to create new keys for your app, or consider using certificate credentials for added security.`,
    )
  }
  return undefined
}

const isSame = (given: string, real: string): boolean => {
  const first = Buffer.from(given)
  const second = Buffer.from(real)
  return first.length === second.length && timingSafeEqual(first, second)
}
