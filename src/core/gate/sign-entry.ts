import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto'
import type { DecisionEntry } from '../../shared/model/gate.ts'
import type { KnownSecrets } from '../ports/known-secrets.ts'
import { SecretStoreUnavailable, type SecretStore } from '../ports/secret-store.ts'

/** The keychain account of the key that signs decisions. */
export const SIGNING_KEY_ACCOUNT = 'gate:signing-key'

type Signature = Pick<DecisionEntry, 'signature' | 'publicKey'>

/** A SubjectPublicKeyInfo of Ed25519 is these twelve bytes and the key (RFC 8410 section 4). */
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex')

const KEY_BYTES = 32

const UNSIGNED: Signature = { signature: null, publicKey: null }

interface Ports {
  readonly secrets: SecretStore
  readonly knownSecrets: KnownSecrets
}

/**
 * Signs the entry's hash with the key in the keychain, making the key at its first use. Without a keychain the entry stays unsigned: a
 * throw-away key would prove nothing. Ed25519 over the 32 bytes of the hash (RFC 8032).
 */
export async function signHash({ secrets, knownSecrets }: Ports, hash: string): Promise<Signature> {
  const key = await loadKey({ secrets, knownSecrets }, { isMade: true })
  if (key === null) return UNSIGNED
  return {
    signature: sign(null, Buffer.from(hash, 'hex'), key).toString('base64'),
    publicKey: rawPublicKey(key),
  }
}

/** The public half of the key in the keychain, base64 of its 32 bytes; null when there is none or no keychain. Makes none. */
export async function trustedPublicKey(ports: Ports): Promise<string | null> {
  const key = await loadKey(ports, { isMade: false })
  return key === null ? null : rawPublicKey(key)
}

export type SignatureJudge = (hash: string, signature: string, publicKey: string) => boolean

/**
 * Says false of anything that is not a valid signature, malformed keys included. One judge is for one look at the log: it opens each key once and
 * judges each signature once, since the checkpoint file holds every entry again.
 */
export function createSignatureJudge(): SignatureJudge {
  const keys = new Map<string, KeyObject | null>()
  const verdicts = new Map<string, boolean>()
  const keyOf = (publicKey: string): KeyObject | null => {
    const known = keys.get(publicKey)
    const key = known === undefined ? readPublicKey(publicKey) : known
    keys.set(publicKey, key)
    return key
  }
  const judge: SignatureJudge = (hash, signature, publicKey) => {
    const key = keyOf(publicKey)
    return key !== null && isCanonicalBase64(signature) && isOf(key, hash, signature)
  }
  return (hash, signature, publicKey) => {
    const asked = `${hash} ${signature} ${publicKey}`
    const verdict = verdicts.get(asked) ?? judge(hash, signature, publicKey)
    verdicts.set(asked, verdict)
    return verdict
  }
}

function isOf(key: KeyObject, hash: string, signature: string): boolean {
  try {
    return verify(null, Buffer.from(hash, 'hex'), key, Buffer.from(signature, 'base64'))
  } catch {
    return false
  }
}

/** Null for what is no Ed25519 key. */
function readPublicKey(publicKey: string): KeyObject | null {
  const raw = Buffer.from(publicKey, 'base64')
  if (!isCanonicalBase64(publicKey) || raw.length !== KEY_BYTES) return null
  try {
    return createPublicKey({ key: Buffer.concat([SPKI_PREFIX, raw]), format: 'der', type: 'spki' })
  } catch {
    return null
  }
}

/** One text for one value: base64 leaves bits over in its last letter that could be changed unseen. */
const isCanonicalBase64 = (text: string): boolean => Buffer.from(text, 'base64').toString('base64') === text

async function loadKey(
  { secrets, knownSecrets }: Ports,
  { isMade }: { readonly isMade: boolean },
): Promise<KeyObject | null> {
  const availability = await secrets.availability()
  if (!availability.isAvailable) return null
  try {
    const stored = await secrets.get(SIGNING_KEY_ACCOUNT)
    if (stored === null && !isMade) return null
    const pkcs8 = stored ?? newKey()
    knownSecrets.add(pkcs8)
    if (stored === null) await secrets.set(SIGNING_KEY_ACCOUNT, pkcs8)
    return createPrivateKey({ key: Buffer.from(pkcs8, 'base64'), format: 'der', type: 'pkcs8' })
  } catch (error) {
    if (error instanceof SecretStoreUnavailable) return null
    throw error
  }
}

/** PKCS #8 as base64 (RFC 5958): 64 characters, far below any keychain's limit. */
const newKey = (): string =>
  generateKeyPairSync('ed25519').privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64')

const rawPublicKey = (key: KeyObject): string =>
  createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(SPKI_PREFIX.length).toString('base64')
