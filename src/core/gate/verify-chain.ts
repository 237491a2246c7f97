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
 * - `altered`: an entry does not fit its own hash, its signature or its predecessor (edits, deletions in the middle, swaps, insertions), or its
 *   signature is not the one the sidecar saw.
 * - `forked`: whole in itself, but the sidecar holds another entry at this place (a restamped chain; caught against the sidecar only).
 * - `truncated`: the sidecar goes on where the database ends.
 * - `key_changed`: signed by another key than before, or than this machine's; unsigned where a key is known, or after or before signed ones.
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
  const anchors = anchorsOf(seen.sidecar, judge)
  const altered = firstAltered(chain, judge) ?? firstResealed(chain, anchors)
  if (altered !== null) return say('altered', altered)
  const forked = otherThanCode(chain, code) ?? firstForked(chain, anchors)
  if (forked !== null) return say('forked', forked)
  const next = chain.length + 1
  if (goesOn(next, anchors, code)) return say('truncated', next)
  const rekeyed = firstRekeyed(chain, seen.trustedKey)
  if (rekeyed !== null) return say('key_changed', rekeyed)
  const unanchored = chain.findIndex((entry) => !isAnchored(entry, anchors))
  return unanchored >= 0 ? say('unanchored_tail', unanchored + 1) : say('ok', null)
}

const goesOn = (next: number, anchors: Anchors, code: ShortCode | null): boolean =>
  anchors.has(next) || (code !== null && code.sequence >= next)

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

/** What the sidecar says of one place: whose signature it saw under which hash. */
type Anchor = ReadonlyMap<string, ReadonlySet<string>>
type Anchors = ReadonlyMap<number, Anchor>

const NOT_SIGNED = ''

/** Hashes the sidecar vouches for, by sequence. A line that does not fit its own hash vouches for nothing. */
function anchorsOf(sidecar: readonly DecisionEntry[], judge: SignatureJudge): Anchors {
  const anchors = new Map<number, Map<string, Set<string>>>()
  for (const entry of sidecar) {
    if (!isWhole(entry, judge)) continue
    const known = anchors.get(entry.body.sequence) ?? new Map<string, Set<string>>()
    anchors.set(entry.body.sequence, known)
    known.set(entry.hash, (known.get(entry.hash) ?? new Set()).add(sealOf(entry)))
  }
  return anchors
}

/** The key stands in it as well: it is whose word the signature is. */
const sealOf = ({ signature, publicKey }: DecisionEntry): string =>
  signature === null ? NOT_SIGNED : `${String(publicKey)} ${signature}`

/** The first entry whose signature is another one, or gone, since the sidecar was written. */
function firstResealed(chain: readonly DecisionEntry[], anchors: Anchors): number | null {
  const resealed = chain.find((entry) => {
    const seals = anchors.get(entry.body.sequence)?.get(entry.hash)
    return seals !== undefined && !seals.has(sealOf(entry)) && [...seals].some((seal) => seal !== NOT_SIGNED)
  })
  return resealed?.body.sequence ?? null
}

const isAnchored = (entry: DecisionEntry, anchors: Anchors): boolean =>
  anchors.get(entry.body.sequence)?.get(entry.hash)?.has(sealOf(entry)) === true

/** The place a report's code names, where another entry lies there. */
function otherThanCode(chain: readonly DecisionEntry[], code: ShortCode | null): number | null {
  const entry = code === null ? undefined : chain[code.sequence - 1]
  return entry === undefined || code === null || entry.hash.startsWith(code.prefix) ? null : code.sequence
}

function firstForked(chain: readonly DecisionEntry[], anchors: Anchors): number | null {
  const forked = chain.find(({ body, hash }) => {
    const known = anchors.get(body.sequence)
    return known !== undefined && (known.size > 1 || !known.has(hash))
  })
  if (forked) return forked.body.sequence
  // Two entries for a place the database does not reach are two histories as well.
  const twice = [...anchors].find(([, hashes]) => hashes.size > 1)
  return twice?.[0] ?? null
}

/** No signature counts as a key of its own: who takes signatures off, or adds entries without the key, changes the key. */
function firstRekeyed(chain: readonly DecisionEntry[], trustedKey: string | null): number | null {
  const first = chain[0]
  if (first === undefined) return null
  const changed = chain.find(({ publicKey }) => publicKey !== first.publicKey)
  if (changed) return changed.body.sequence
  return trustedKey === null || first.publicKey === trustedKey ? null : first.body.sequence
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
