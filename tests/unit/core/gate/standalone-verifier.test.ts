import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readShortCode, shortCode } from '../../../../src/core/gate/canonical-entry.ts'
import { STANDALONE_VERIFIER } from '../../../../src/core/gate/standalone-verifier.ts'
import { verifyChain } from '../../../../src/core/gate/verify-chain.ts'
import { DecisionEntrySchema, type DecisionEntry } from '../../../../src/shared/model/gate.ts'
import { aDecisionBody } from '../../../support/builders.ts'
import { aChain, aChainKey, restamped, sealed } from '../../../support/decision-chain.ts'
import { makeTempDir, type TempDir } from '../../../support/temp-dir.ts'

const KEY = aChainKey()
const OTHER_KEY = aChainKey()
const CHAIN = aChain(4, KEY)

let dir: TempDir
beforeEach(() => {
  dir = makeTempDir()
  writeFileSync(join(dir.path, 'verify.mjs'), STANDALONE_VERIFIER)
})
afterEach(() => dir.remove())

interface Export {
  readonly decisions: string
  readonly checkpoint: string
  readonly key: string
  readonly code?: string
}

const linesOf = (entries: readonly DecisionEntry[]): string =>
  entries.map((entry) => `${JSON.stringify(entry)}\n`).join('')
const exported = (over: Partial<Export> = {}): Export => ({
  decisions: linesOf(CHAIN),
  checkpoint: linesOf(CHAIN),
  key: KEY.publicKey,
  ...over,
})

/** By the program an auditor gets, in a process of its own that knows nothing of the console. */
function standalone({ decisions, checkpoint, key, code }: Export): unknown {
  writeFileSync(join(dir.path, 'decisions.jsonl'), decisions)
  writeFileSync(join(dir.path, 'checkpoint.jsonl'), checkpoint)
  writeFileSync(join(dir.path, 'public-key.txt'), `${key}\n`)
  const args = [join(dir.path, 'verify.mjs'), dir.path, ...(code === undefined ? [] : ['--code', code])]
  const { status, stdout } = spawnSync(process.execPath, args, { encoding: 'utf8', env: {} })
  const judged = JSON.parse(stdout) as { verdict: string }
  expect(status).toBe(judged.verdict === 'ok' ? 0 : 1)
  return judged
}

/** By the console, which reads entries by their schema; one that has none stands for itself and fits no hash. */
function console_({ decisions, checkpoint, key, code }: Export): unknown {
  const read = (text: string) => text.split('\n').slice(0, -1).map(readEntry)
  const unreadable: DecisionEntry = { body: aDecisionBody(), hash: 'f'.repeat(64), signature: null, publicKey: null }
  return verifyChain({
    chain: read(decisions).map((entry) => entry ?? unreadable),
    sidecar: read(checkpoint).filter((entry) => entry !== null),
    trustedKey: key === '' ? null : key,
    code: code === undefined ? null : readShortCode(code),
  })
}

function readEntry(line: string): DecisionEntry | null {
  try {
    return DecisionEntrySchema.safeParse(JSON.parse(line)).data ?? null
  } catch {
    return null
  }
}

const edited = (place: number, over: object): DecisionEntry[] =>
  CHAIN.with(place, { ...CHAIN[place]!, body: { ...CHAIN[place]!.body, ...over } })
const forged = restamped(
  CHAIN.map(({ body }, place) => (place === 1 ? { ...body, decision: 'GO' as const } : body)),
  KEY,
)
const otherFourth = restamped(
  [...CHAIN.slice(0, 3).map(({ body }) => body), aDecisionBody({ reason: 'Another fourth' })],
  KEY,
)
const rekeyed = CHAIN.slice(0, 2)
for (const { body } of CHAIN.slice(2)) rekeyed.push(sealed({ ...body, previousHash: rekeyed.at(-1)!.hash }, OTHER_KEY))
const unsigned = (from: number): DecisionEntry[] =>
  CHAIN.map((entry, place) => (place < from ? entry : { ...entry, signature: null, publicKey: null }))
const withForgedGo = [
  ...CHAIN,
  sealed(aDecisionBody({ sequence: 5, previousHash: CHAIN[3]!.hash, decision: 'GO', reason: 'Forged' }), null),
]
const resigned = restamped(
  CHAIN.map(({ body }) => body),
  OTHER_KEY,
)
const both = (entries: readonly DecisionEntry[]): Partial<Export> => ({
  decisions: linesOf(entries),
  checkpoint: linesOf(entries),
})
const codeOf = ({ body, hash }: DecisionEntry): string => shortCode({ sequence: body.sequence, hash })
const tenantB = { id: 'b', name: 'Fabrikam', environment: 'DEV', organizationId: null }

describe('the verifier of an export and the console’s own', () => {
  it.each<[string, Partial<Export>, string, number | null]>([
    ['nothing was done', {}, 'ok', null],
    ['the log is empty', both([]), 'ok', null],
    ['no entry is signed', { ...both(aChain(3, null)), key: '' }, 'ok', null],
    ['a field was edited', { decisions: linesOf(edited(1, { reason: 'Edited' })) }, 'altered', 2],
    ['a field was added', { decisions: linesOf(edited(1, { extra: true })) }, 'altered', 2],
    ['half a surrogate pair was put in', { decisions: linesOf(edited(1, { reason: 'half \ud83d' })) }, 'altered', 2],
    [
      'a line is no JSON',
      { decisions: `${linesOf(CHAIN.slice(0, 2))}{"body":\n${linesOf(CHAIN.slice(3))}` },
      'altered',
      3,
    ],
    ['an entry was deleted', { decisions: linesOf([CHAIN[0]!, CHAIN[2]!, CHAIN[3]!]) }, 'altered', 2],
    ['an entry was inserted', { decisions: linesOf([...CHAIN.slice(0, 2), ...CHAIN.slice(1)]) }, 'altered', 3],
    ['two entries were swapped', { decisions: linesOf([CHAIN[0]!, CHAIN[2]!, CHAIN[1]!, CHAIN[3]!]) }, 'altered', 2],
    [
      'a signature was taken off',
      { decisions: linesOf(CHAIN.with(1, { ...CHAIN[1]!, signature: null })) },
      'altered',
      2,
    ],
    [
      'the unused bits of a key were changed',
      { decisions: linesOf(CHAIN.with(1, { ...CHAIN[1]!, publicKey: `${KEY.publicKey}AA` })) },
      'altered',
      2,
    ],
    ['an entry of another tenant was replayed', { decisions: linesOf([...CHAIN, CHAIN[1]!]) }, 'altered', 5],
    [
      'another chain’s entry was replayed',
      { decisions: linesOf([...CHAIN, aChain(5, KEY, { tenant: tenantB })[4]!]) },
      'altered',
      5,
    ],
    ['the tail was cut off', { decisions: linesOf(CHAIN.slice(0, 3)) }, 'truncated', 4],
    ['everything was cut off', { decisions: '' }, 'truncated', 1],
    ['the chain was restamped', { decisions: linesOf(forged) }, 'forked', 2],
    ['chain and checkpoint were restamped', both(forged), 'ok', null],
    [
      'chain and checkpoint were restamped, and a report is at hand',
      { ...both(forged), code: codeOf(CHAIN[1]!) },
      'forked',
      2,
    ],
    [
      'both were cut off, and a report is at hand',
      { ...both(CHAIN.slice(0, 2)), code: codeOf(CHAIN[3]!) },
      'truncated',
      3,
    ],
    ['a report agrees', { code: codeOf(CHAIN[2]!) }, 'ok', null],
    ['there are two histories', { decisions: linesOf(otherFourth) }, 'forked', 4],
    ['the checkpoint holds two histories', { checkpoint: linesOf([...CHAIN, otherFourth[3]!]) }, 'forked', 4],
    ['another key signs from the middle on', both(rekeyed), 'key_changed', 3],
    ['another machine’s key is trusted', { key: OTHER_KEY.publicKey }, 'key_changed', 1],
    ['signatures were taken off in the log', { decisions: linesOf(unsigned(2)) }, 'altered', 3],
    ['signatures were taken off in the checkpoint', { checkpoint: linesOf(unsigned(2)) }, 'unanchored_tail', 3],
    ['the tail’s signatures were taken off in both', both(unsigned(2)), 'key_changed', 3],
    ['every signature was taken off in both', both(unsigned(0)), 'key_changed', 1],
    ['every signature was taken off and no key is known', { ...both(unsigned(0)), key: '' }, 'ok', null],
    ['an unsigned entry was added to the log', { decisions: linesOf(withForgedGo) }, 'key_changed', 5],
    ['an unsigned entry was added to both', both(withForgedGo), 'key_changed', 5],
    ['an unsigned entry was added to the checkpoint', { checkpoint: linesOf(withForgedGo) }, 'truncated', 5],
    ['another key signed the log anew', { decisions: linesOf(resigned) }, 'altered', 1],
    ['another key signed both anew', both(resigned), 'key_changed', 1],
    ['the checkpoint was removed', { checkpoint: '' }, 'unanchored_tail', 1],
    ['the checkpoint was rolled back', { checkpoint: linesOf(CHAIN.slice(0, 2)) }, 'unanchored_tail', 3],
    ['the checkpoint was edited', { checkpoint: linesOf(edited(1, { reason: 'Edited' })) }, 'unanchored_tail', 2],
    ['a line of the checkpoint is no JSON', { checkpoint: `{\n${linesOf(CHAIN.slice(1))}` }, 'unanchored_tail', 1],
  ])('agree when %s', (_what, over, verdict, brokenAt) => {
    const given = exported(over)
    expect(console_(given)).toMatchObject({ verdict, brokenAt })
    expect(standalone(given)).toEqual(console_(given))
  })

  it('agree on every byte of an entry, changed one at a time', () => {
    const [first, second, third, fourth] = CHAIN.map((entry) => JSON.stringify(entry))
    const mutations = Array.from({ length: Math.ceil((third ?? '').length / 3) }, (_, place) => place * 3).map((at) => {
      const sign = third?.[at] === '0' ? '1' : '0'
      return [first, second, `${third?.slice(0, at) ?? ''}${sign}${third?.slice(at + 1) ?? ''}`, fourth, ''].join('\n')
    })
    const verdicts = mutations.map((decisions) => console_(exported({ decisions })))
    expect(standaloneOnMany(mutations)).toEqual(verdicts)
    expect(new Set(verdicts.map((verdict) => JSON.stringify(verdict)))).toEqual(
      new Set([JSON.stringify({ entries: 4, head: CHAIN[3]!.hash, verdict: 'altered', brokenAt: 3 })]),
    )
  })
})

/** The same program for hundreds of logs in one process: its last part, which reads files and prints, is left away. */
function standaloneOnMany(decisions: readonly string[]): unknown[] {
  const source = readFileSync(join(dir.path, 'verify.mjs'), 'utf8')
  const body = source.slice(0, source.indexOf('\ntry {\n  const words'))
  const many = `${body}
const { decisions, checkpoint, key } = JSON.parse(readFileSync(0, 'utf8'))
const lines = (text) => text.split('\\n').slice(0, -1).map(readEntry)
console.log(JSON.stringify(decisions.map((text) => {
  const chain = lines(text)
  const [verdict, brokenAt] = judge(chain, lines(checkpoint), key, null)
  return { entries: chain.length, head: chain.at(-1)?.hash ?? null, verdict, brokenAt }
})))`
  writeFileSync(join(dir.path, 'many.mjs'), many)
  const input = JSON.stringify({ decisions, checkpoint: linesOf(CHAIN), key: KEY.publicKey })
  return JSON.parse(
    execFileSync(process.execPath, [join(dir.path, 'many.mjs')], { input, encoding: 'utf8' }),
  ) as unknown[]
}
