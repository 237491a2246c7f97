import { createHash, createPrivateKey, createPublicKey, generateKeyPair } from 'node:crypto'
import { promisify } from 'node:util'
import type { JsonWebKey, KeyObject } from 'node:crypto'
import type { SettingsStore } from '../store/settings-store.ts'

export interface SigningKey {
  readonly privateKey: KeyObject
  readonly publicKey: KeyObject
  /** Header `kid`, and `x5t` as tokens of the v1.0 shape carry it. */
  readonly id: string
  readonly publicJwk: JsonWebKey
}

const generate = promisify(generateKeyPair)

/**
 * The key that signs this store's tokens: RSA 2048, as Entra's. Made at the first need, not at start, because that takes up to
 * half a second; kept in the store from then on.
 */
export class SigningKeys {
  private readonly settings: SettingsStore
  private current: Promise<SigningKey> | undefined

  constructor(settings: SettingsStore) {
    this.settings = settings
  }

  get(): Promise<SigningKey> {
    this.current ??= this.load()
    return this.current
  }

  private async load(): Promise<SigningKey> {
    const stored = this.settings.get('entra.signingKey')
    if (stored !== undefined) return describe(createPrivateKey(stored))
    const { privateKey } = await generate('rsa', { modulusLength: 2048 })
    this.settings.set('entra.signingKey', String(privateKey.export({ type: 'pkcs8', format: 'pem' })))
    return describe(privateKey)
  }
}

const describe = (privateKey: KeyObject): SigningKey => {
  const publicKey = createPublicKey(privateKey)
  const der = publicKey.export({ type: 'spki', format: 'der' })
  const publicJwk = publicKey.export({ format: 'jwk' })
  return { privateKey, publicKey, publicJwk, id: createHash('sha1').update(der).digest('base64url') }
}
