import { generationOf } from './token-identifier.ts'
import { decodeToken, isSignedBy } from './json-web-token.ts'
import type { TokenSubject } from '../dataverse/security/caller.ts'
import type { EntraTenant } from './entra-tenant.ts'

export type BearerVerdict =
  | { readonly kind: 'valid'; readonly subject: TokenSubject }
  | { readonly kind: 'missing' | 'invalid' | 'expired' | 'wrong-audience' }

interface Verified {
  readonly subject: TokenSubject
  readonly notBeforeSeconds: number
  readonly expiresSeconds: number
  /** See `makeIdentifier`. */
  readonly generation: number
}

/** Tokens whose signature has been checked; only their time is looked at again. */
const mostRemembered = 1_000
/** Clock differences that are forgiven at the start of a token's life. */
const leewaySeconds = 300

/** Judges bearer tokens for the organisation: signature, tenant, audience, time. */
export class BearerVerifier {
  private readonly tenant: EntraTenant
  private readonly verified = new Map<string, Verified>()

  constructor(tenant: EntraTenant) {
    this.tenant = tenant
  }

  async verify(authorization: string | undefined): Promise<BearerVerdict> {
    const token = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1]
    if (token === undefined) return { kind: authorization ? 'invalid' : 'missing' }
    const known = this.verified.get(token)
    if (known) return this.judgeTime(known)
    return this.verifyNew(token)
  }

  private async verifyNew(token: string): Promise<BearerVerdict> {
    const decoded = decodeToken(token)
    const key = await this.tenant.keys.get()
    if (!decoded || !isSignedBy(decoded, key.publicKey)) return { kind: 'invalid' }
    const { claims } = decoded
    if (claims['tid'] !== this.tenant.identity.tenantId) return { kind: 'invalid' }
    if (!this.tenant.isKnownResource(String(claims['aud']))) return { kind: 'wrong-audience' }
    const verified: Verified = {
      // Tokens of the v2.0 shape carry the client in `azp` ("Access token claims reference").
      subject: { applicationId: String(claims['appid'] ?? claims['azp']), objectId: String(claims['oid']) },
      notBeforeSeconds: Number(claims['nbf'] ?? 0),
      expiresSeconds: Number(claims['exp']),
      generation: generationOf(String(claims['uti'])),
    }
    this.remember(token, verified)
    return this.judgeTime(verified)
  }

  /** Every token issued so far counts as expired from now on. */
  expireAll(): void {
    this.tenant.generation += 1
  }

  private remember(token: string, verified: Verified): void {
    if (this.verified.size >= mostRemembered) this.verified.clear()
    this.verified.set(token, verified)
  }

  private judgeTime(verified: Verified): BearerVerdict {
    const nowSeconds = this.tenant.now() / 1000
    if (verified.notBeforeSeconds > nowSeconds + leewaySeconds) return { kind: 'invalid' }
    if (verified.expiresSeconds <= nowSeconds || verified.generation < this.tenant.generation)
      return { kind: 'expired' }
    return { kind: 'valid', subject: verified.subject }
  }
}
