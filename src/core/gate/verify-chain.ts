import type { DecisionEntry, GateVerification } from '../../shared/model/gate.ts'
import { fitsHash, NO_PREVIOUS_HASH, type ShortCode } from './canonical-entry.ts'
import { createSignatureJudge, type SignatureJudge } from './sign-entry.ts'

export interface ChainEvidence {
  /** The entries of the database, in its order. */
  readonly chain: readonly DecisionEntry[]
  /** The parsable entries of the sidecar, in file order. */
  readonly sidecar: readonly DecisionEntry[]
  /** The public key in this machine's keychain, where there is one. */
  readonly trustedKey: string | null
  /** An entry as a report named it: a checkpoint in somebody else's hands. */
  readonly code?: ShortCode | null
}

/**
 * What can be said of the decision log: the chain in the database held against the checkpoint outside it. Tamper-evident up to the last
 * outside checkpoint, no further: whoever rewrites database and sidecar together and owns the key leaves no trace here.
 *
 * - `altered`: an entry does not fit its own hash, its signature or its predecessor (edits, deletions in the middle, swaps, insertions).
 * - `forked`: whole in itself, but the sidecar holds another entry at this place (a restamped chain; caught against the sidecar only).
 * - `truncated`: the sidecar goes on where the database ends.
 * - `key_changed`: signed by another key than before, or than this machine's.
 * - `unanchored_tail`: from here on the sidecar does not vouch for the entries (missing, rolled back, edited).
 */
export function verifyChain(seen: ChainEvidence): GateVerification {
  const { chain, code = null } = seen
  const say = (verdict: GateVerification['verdict'], brokenAt: number | null): GateVerification => ({
    entries: chain.length,
    head: chain.at(-1)?.hash ?? null,
    verdict,
    brokenAt,
  })
  const judge = createSignatureJudge()
  const altered = firstAltered(chain, judge)
  if (altered !== null) return say('altered', altered)
  const anchors = anchorsOf(seen.sidecar, judge)
  const forked = otherThanCode(chain, code) ?? firstForked(chain, anchors)
  if (forked !== null) return say('forked', forked)
  const next = chain.length + 1
  if (anchors.has(next) || (code !== null && code.sequence >= next)) return say('truncated', next)
  const rekeyed = firstRekeyed(chain, seen.trustedKey)
  if (rekeyed !== null) return say('key_changed', rekeyed)
  const unanchored = chain.findIndex(({ body }) => !anchors.has(body.sequence))
  return unanchored >= 0 ? say('unanchored_tail', unanchored + 1) : say('ok', null)
}

/** The 1-based place of the first entry that does not fit, or null. */
function firstAltered(chain: readonly DecisionEntry[], judge: SignatureJudge): number | null {
  const index = chain.findIndex((entry, place) => !isWhole(entry, judge) || !follows(entry, chain[place - 1], chain[0]))
  return index < 0 ? null : index + 1
}

function isWhole(entry: DecisionEntry, judge: SignatureJudge): boolean {
  const { hash, signature, publicKey } = entry
  if (!fitsHash(entry)) return false
  if (signature === null || publicKey === null) return signature === publicKey
  return judge(hash, signature, publicKey)
}

function follows(
  { body }: DecisionEntry,
  before: DecisionEntry | undefined,
  first: DecisionEntry | undefined,
): boolean {
  return (
    body.sequence === (before?.body.sequence ?? 0) + 1 &&
    body.previousHash === (before?.hash ?? NO_PREVIOUS_HASH) &&
    body.chainId === first?.body.chainId
  )
}

/** Hashes the sidecar vouches for, by sequence. A line that does not fit its own hash vouches for nothing. */
function anchorsOf(sidecar: readonly DecisionEntry[], judge: SignatureJudge): ReadonlyMap<number, ReadonlySet<string>> {
  const anchors = new Map<number, Set<string>>()
  for (const entry of sidecar) {
    if (!isWhole(entry, judge)) continue
    const known = anchors.get(entry.body.sequence) ?? new Set()
    anchors.set(entry.body.sequence, known.add(entry.hash))
  }
  return anchors
}

/** The place a report's code names, where another entry lies there. */
function otherThanCode(chain: readonly DecisionEntry[], code: ShortCode | null): number | null {
  const entry = code === null ? undefined : chain[code.sequence - 1]
  return entry === undefined || code === null || entry.hash.startsWith(code.prefix) ? null : code.sequence
}

function firstForked(
  chain: readonly DecisionEntry[],
  anchors: ReadonlyMap<number, ReadonlySet<string>>,
): number | null {
  const forked = chain.find(({ body, hash }) => {
    const known = anchors.get(body.sequence)
    return known !== undefined && (known.size > 1 || !known.has(hash))
  })
  if (forked) return forked.body.sequence
  // Two entries for a place the database does not reach are two histories as well.
  const twice = [...anchors].find(([, hashes]) => hashes.size > 1)
  return twice?.[0] ?? null
}

function firstRekeyed(chain: readonly DecisionEntry[], trustedKey: string | null): number | null {
  const signed = chain.filter(({ publicKey }) => publicKey !== null)
  const firstKey = signed[0]?.publicKey
  const changed = signed.find(({ publicKey }) => publicKey !== firstKey)
  if (changed) return changed.body.sequence
  const isForeign = trustedKey !== null && firstKey != null && firstKey !== trustedKey
  return isForeign ? (signed[0]?.body.sequence ?? null) : null
}

/**
 * The entries of the sidecar that go on where the database ends; empty when they do not fit on it. `chain` must be whole.
 */
export function tailToReplay(
  chain: readonly DecisionEntry[],
  sidecar: readonly DecisionEntry[],
): readonly DecisionEntry[] {
  const judge = createSignatureJudge()
  // The first line of a sequence counts, as it was written first.
  const bySequence = new Map(sidecar.map((entry) => [entry.body.sequence, entry] as const).reverse())
  const whole = [...chain]
  for (;;) {
    const entry = bySequence.get(whole.length + 1)
    if (!entry || !isWhole(entry, judge) || !follows(entry, whole.at(-1), whole[0] ?? entry)) break
    whole.push(entry)
  }
  return whole.slice(chain.length)
}
