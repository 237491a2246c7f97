import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto'
import type { DecisionBody, DecisionEntry } from '../../src/shared/model/gate.ts'
import { hashEntry, NO_PREVIOUS_HASH } from '../../src/core/gate/canonical-entry.ts'
import { aDecisionBody } from './builders.ts'

export interface ChainKey {
  readonly privateKey: KeyObject
  readonly publicKey: string
}

/** A key of a test's own; made by Node alone, so that the code under test is not its own witness. */
export function aChainKey(): ChainKey {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const { x } = publicKey.export({ format: 'jwk' })
  return { privateKey, publicKey: Buffer.from(x ?? '', 'base64url').toString('base64') }
}

/** Hash and signature that belong to the body. */
export function sealed(body: DecisionBody, key: ChainKey | null): DecisionEntry {
  const hash = hashEntry(body)
  if (key === null) return { body, hash, signature: null, publicKey: null }
  const signature = sign(null, Buffer.from(hash, 'hex'), key.privateKey).toString('base64')
  return { body, hash, signature, publicKey: key.publicKey }
}

/** Puts sequence, previous hash, hash and signature in order again from `from` (0-based) on: what a forger with that key would do. */
export function restamped(bodies: readonly DecisionBody[], key: ChainKey | null): DecisionEntry[] {
  const chain: DecisionEntry[] = []
  for (const body of bodies) {
    const previousHash = chain.at(-1)?.hash ?? NO_PREVIOUS_HASH
    chain.push(sealed({ ...body, sequence: chain.length + 1, previousHash }, key))
  }
  return chain
}

/** A whole chain of `length` decisions. */
export const aChain = (length: number, key: ChainKey | null, over: Partial<DecisionBody> = {}): DecisionEntry[] =>
  restamped(
    Array.from({ length }, (_, place) => aDecisionBody({ reason: `Decision ${String(place + 1)}`, ...over })),
    key,
  )
