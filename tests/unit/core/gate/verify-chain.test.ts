import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DecisionEntrySchema, type DecisionBody, type DecisionEntry } from '../../../../src/shared/model/gate.ts'
import { tailToReplay, verifyChain } from '../../../../src/core/gate/verify-chain.ts'
import { aDecisionBody } from '../../../support/builders.ts'
import { aChain, aChainKey, restamped, sealed } from '../../../support/decision-chain.ts'

const KEY = aChainKey()
const OTHER_KEY = aChainKey()
const CHAIN = aChain(4, KEY)

const verdictOf = (
  chain: readonly DecisionEntry[],
  sidecar: readonly DecisionEntry[] = CHAIN,
  trustedKey: string | null = KEY.publicKey,
) => {
  const { verdict, brokenAt } = verifyChain({ chain, sidecar, trustedKey })
  return [verdict, brokenAt]
}
const replaced = (place: number, entry: DecisionEntry) => CHAIN.with(place, entry)
const edited = (place: number, over: Partial<DecisionBody>): DecisionEntry[] =>
  replaced(place, { ...CHAIN[place]!, body: { ...CHAIN[place]!.body, ...over } })

/** One other value for each field of the body: none may pass unseen. */
const OTHER_VALUES: { readonly [K in keyof DecisionBody]: DecisionBody[K] } = {
  sequence: 9,
  type: 'restored',
  at: '2026-03-01T12:00:00.001Z',
  chainId: 'b7c1e4f2-3b5d-4c6e-9f80-1a2b3c4d5e08',
  tenant: { id: 'other', name: 'Other', environment: 'DEV', organizationId: null },
  releases: { id: 'prod', name: 'Contoso PROD' },
  decision: 'GO',
  reason: 'Decision 2.',
  blockers: ['one'],
  knownLimitations: 'some',
  waivers: { 'E1.4': 'because' },
  override: 'because',
  approver: 'Deniz Kaya ',
  recordedBy: { user: 'admin', machine: 'workstation2' },
  gate: [{ id: 'E1.1', text: 'Senaryo 1', status: 'passed', evidence: [], at: null }],
  evidenceDigest: '1'.repeat(64),
  appVersion: '0.1.1',
  previousHash: '2'.repeat(64),
}

describe('verifyChain', () => {
  it('finds a chain whole that its sidecar vouches for', () => {
    expect(verifyChain({ chain: CHAIN, sidecar: CHAIN, trustedKey: KEY.publicKey })).toEqual({
      entries: 4,
      head: CHAIN[3]!.hash,
      verdict: 'ok',
      brokenAt: null,
    })
    expect(verdictOf([], [])).toEqual(['ok', null])
    expect(verdictOf(aChain(3, null), aChain(3, null), null)).toEqual(['ok', null])
  })

  it.each(Object.keys(OTHER_VALUES) as (keyof DecisionBody)[])('notices a change of %s', (field) => {
    expect(verdictOf(edited(1, { [field]: OTHER_VALUES[field] }))).toEqual(['altered', 2])
  })

  it('notices any single character changed anywhere in an entry', () => {
    const text = JSON.stringify(CHAIN[2])
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: text.length - 1 }),
        fc.constantFrom('0', '1', 'a', 'Z', ' ', 'é'),
        (at, sign) => {
          fc.pre(text[at] !== sign)
          const entry = readAsTheStoreDoes(text.slice(0, at) + sign + text.slice(at + 1))
          if (entry === null) return
          // White space between tokens changes nothing that is said.
          fc.pre(JSON.stringify(entry) !== text)
          expect(verdictOf(replaced(2, entry))).toEqual(['altered', 3])
        },
      ),
      { numRuns: 400 },
    )
  })

  it('says altered of text that has no canonical form, instead of breaking off', () => {
    expect(verdictOf(edited(1, { reason: 'half \ud83d' }))).toEqual(['altered', 2])
    const sidecar = edited(1, { reason: 'half \ud83d' })
    expect(verdictOf(CHAIN, sidecar)).toEqual(['unanchored_tail', 2])
  })

  it.each<[string, DecisionEntry[], readonly [string, number | null]]>([
    ['an entry deleted in the middle', [CHAIN[0]!, CHAIN[2]!, CHAIN[3]!], ['altered', 2]],
    ['two entries swapped', [CHAIN[0]!, CHAIN[2]!, CHAIN[1]!, CHAIN[3]!], ['altered', 2]],
    ['an entry inserted', [CHAIN[0]!, CHAIN[1]!, CHAIN[1]!, CHAIN[2]!, CHAIN[3]!], ['altered', 3]],
    ['the signature taken off', replaced(1, { ...CHAIN[1]!, signature: null }), ['altered', 2]],
    ['the signature of another entry', replaced(1, { ...CHAIN[1]!, signature: CHAIN[2]!.signature }), ['altered', 2]],
    [
      'another key’s name on the signature',
      replaced(1, { ...CHAIN[1]!, publicKey: OTHER_KEY.publicKey }),
      ['altered', 2],
    ],
    ['an entry of another tenant’s log replayed', [...CHAIN, aChain(1, KEY)[0]!], ['altered', 5]],
    ['the last entry cut off', CHAIN.slice(0, 3), ['truncated', 4]],
    ['everything cut off', [], ['truncated', 1]],
  ])('says what happened: %s', (_what, chain, verdict) => {
    expect(verdictOf(chain)).toEqual(verdict)
  })

  it('catches a restamped chain against the sidecar, and against the sidecar only', () => {
    const forged = restamped(
      CHAIN.map(({ body }, place) => (place === 1 ? { ...body, decision: 'GO' as const } : body)),
      KEY,
    )
    expect(verdictOf(forged)).toEqual(['forked', 2])
    // Whoever rewrites both and owns the key leaves no trace here: the words on screen promise no more.
    expect(verdictOf(forged, forged)).toEqual(['ok', null])
  })

  it('calls two histories a fork, whichever of them the database holds', () => {
    const other = restamped(
      [...CHAIN.slice(0, 3).map(({ body }) => body), aDecisionBody({ reason: 'Another fourth' })],
      KEY,
    )
    expect(verdictOf(other)).toEqual(['forked', 4])
    expect(verdictOf(CHAIN, [...CHAIN, other[3]!])).toEqual(['forked', 4])
    expect(verdictOf(CHAIN.slice(0, 3), [...CHAIN, other[3]!])).toEqual(['forked', 4])
    expect(verdictOf(aChain(4, KEY, { chainId: 'b7c1e4f2-3b5d-4c6e-9f80-1a2b3c4d5e08' }))).toEqual(['forked', 1])
  })

  it.each<[string, DecisionEntry[], number]>([
    ['removed', [], 1],
    ['rolled back', CHAIN.slice(0, 2), 3],
    ['edited', CHAIN.with(1, { ...CHAIN[1]!, body: { ...CHAIN[1]!.body, reason: 'Edited' } }), 2],
    ['robbed of a line', [CHAIN[0]!, CHAIN[2]!, CHAIN[3]!], 2],
  ])('never calls a log whole whose sidecar was %s', (_what, sidecar, brokenAt) => {
    expect(verdictOf(CHAIN, sidecar)).toEqual(['unanchored_tail', brokenAt])
  })

  const stripped = (from: number, entries: readonly DecisionEntry[] = CHAIN): DecisionEntry[] =>
    entries.map((entry, place) => (place < from ? entry : { ...entry, signature: null, publicKey: null }))
  const withForgedGo = [
    ...CHAIN,
    sealed(aDecisionBody({ sequence: 5, previousHash: CHAIN[3]!.hash, decision: 'GO', reason: 'Forged' }), null),
  ]

  it.each<[string, DecisionEntry[], DecisionEntry[], readonly [string, number]]>([
    ['signatures taken off in the database', stripped(2), CHAIN, ['altered', 3]],
    ['all signatures taken off in the database', stripped(0), CHAIN, ['altered', 1]],
    ['signatures taken off in the sidecar', CHAIN, stripped(2), ['unanchored_tail', 3]],
    ['the tail’s signatures taken off in both', stripped(2), stripped(2), ['key_changed', 3]],
    [
      'the head’s signatures taken off in both',
      [...stripped(0).slice(0, 2), ...CHAIN.slice(2)],
      [...stripped(0).slice(0, 2), ...CHAIN.slice(2)],
      ['key_changed', 3],
    ],
    ['all signatures taken off in both', stripped(0), stripped(0), ['key_changed', 1]],
    ['an entry added without the key to the database', withForgedGo, CHAIN, ['key_changed', 5]],
    ['an entry added without the key to both', withForgedGo, withForgedGo, ['key_changed', 5]],
    ['an entry added without the key to the sidecar', CHAIN, withForgedGo, ['truncated', 5]],
    [
      'signed anew by another key in the database',
      restamped(
        CHAIN.map(({ body }) => body),
        OTHER_KEY,
      ),
      CHAIN,
      ['altered', 1],
    ],
    [
      'signed anew by another key in both',
      restamped(
        CHAIN.map(({ body }) => body),
        OTHER_KEY,
      ),
      restamped(
        CHAIN.map(({ body }) => body),
        OTHER_KEY,
      ),
      ['key_changed', 1],
    ],
  ])('never calls a log whole that has %s', (_what, chain, sidecar, verdict) => {
    expect(verdictOf(chain, sidecar)).toEqual(verdict)
  })

  it('cannot miss signatures where no key is known: without one they prove nothing, and a log without any is whole', () => {
    expect(verdictOf(stripped(0), stripped(0), null)).toEqual(['ok', null])
    expect(verdictOf(stripped(2), stripped(2), null)).toEqual(['key_changed', 3])
  })

  it('notices another key, in the chain and against this machine’s own', () => {
    const mixed = [...CHAIN.slice(0, 2)]
    for (const { body } of CHAIN.slice(2)) mixed.push(sealed({ ...body, previousHash: mixed.at(-1)!.hash }, OTHER_KEY))
    expect(verdictOf(mixed, mixed)).toEqual(['key_changed', 3])
    expect(verdictOf(CHAIN, CHAIN, OTHER_KEY.publicKey)).toEqual(['key_changed', 1])
    expect(verdictOf(CHAIN, CHAIN, null)).toEqual(['ok', null])
  })
})

describe('tailToReplay', () => {
  it('gives back what the sidecar has beyond the database', () => {
    expect(tailToReplay(CHAIN.slice(0, 2), CHAIN)).toEqual(CHAIN.slice(2))
    expect(tailToReplay(CHAIN, CHAIN)).toEqual([])
  })

  it('stops before an entry that does not fit on the chain', () => {
    const foreign = aChain(4, KEY, { reason: 'Foreign' })
    expect(tailToReplay(CHAIN.slice(0, 2), [...CHAIN.slice(0, 3), foreign[3]!])).toEqual([CHAIN[2]])
  })
})

/** What no longer parses, the stores already report as unreadable. */
function readAsTheStoreDoes(text: string): DecisionEntry | null {
  try {
    return DecisionEntrySchema.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}
