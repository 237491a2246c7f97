import { writeFileSync } from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createDecisionSidecar } from '../../../src/adapters/node/decision-sidecar.ts'
import { openLocalData, type OpenedLocalData } from '../../../src/adapters/sqlite/local-data.ts'
import { verifyChain } from '../../../src/core/gate/verify-chain.ts'
import { aChain, aChainKey } from '../../support/decision-chain.ts'
import { makeTempDir, type TempDir } from '../../support/temp-dir.ts'

const KEY = aChainKey()
const CHAIN = aChain(3, KEY)
const CHANGED = 2
/** A neighbour, the other case, and a byte that is no UTF-8. */
const MASKS = [0x01, 0x20, 0x80]

let dir: TempDir
let data: OpenedLocalData
let raw: Database.Database
beforeAll(() => {
  dir = makeTempDir()
  const file = path.join(dir.path, 'console.db')
  data = openLocalData({ path: file })
  for (const entry of CHAIN) data.decisions.append(entry)
  raw = new Database(file)
  raw.pragma('synchronous = OFF')
  // Whoever can write the file can drop what guards the table, too.
  raw.exec('DROP TRIGGER decisions_are_final')
})
afterAll(() => {
  raw.close()
  data.close()
  dir.remove()
})

function everyFlip(bytes: Buffer, masks: readonly number[]): Buffer[] {
  return [...bytes.keys()].flatMap((at) =>
    masks.map((mask) => {
      const changed = Buffer.from(bytes)
      changed.writeUInt8(bytes.readUInt8(at) ^ mask, at)
      return changed
    }),
  )
}

const judge = (chain = data.decisions.list(), sidecar: readonly (typeof CHAIN)[number][] = CHAIN) => {
  const { verdict, brokenAt } = verifyChain({ chain, sidecar, trustedKey: KEY.publicKey })
  return `${verdict} ${String(brokenAt)}`
}

it.each(['body', 'hash', 'signature', 'public_key'])(
  'any byte of a stored decision’s %s changed is altered, at its entry',
  (column) => {
    expect(judge()).toBe('ok null')
    const stored = raw.prepare<[number], { value: string }>(
      `SELECT ${column} AS value FROM decisions WHERE sequence = ?`,
    )
    const put = raw.prepare(`UPDATE decisions SET ${column} = CAST(? AS TEXT) WHERE sequence = ${String(CHANGED)}`)
    const original = Buffer.from(stored.get(CHANGED)?.value ?? '')
    const verdicts = everyFlip(original, MASKS).map((bytes) => {
      put.run(bytes)
      return judge()
    })
    put.run(original)
    expect(verdicts.length).toBe(original.length * MASKS.length)
    expect([...new Set(verdicts)]).toEqual([`altered ${String(CHANGED)}`])
  },
)

it('any byte of the sidecar’s line changed leaves that entry without a witness, and never reads as ok', () => {
  const file = path.join(dir.path, 'decisions.jsonl')
  const sidecar = createDecisionSidecar(file)
  const [before, line, after] = CHAIN.map((entry) => Buffer.from(`${JSON.stringify(entry)}\n`))
  const verdicts = everyFlip(line ?? Buffer.alloc(0), [0x01]).map((bytes) => {
    writeFileSync(file, Buffer.concat([before ?? bytes, bytes, after ?? bytes]))
    return judge(CHAIN, sidecar.read().entries)
  })
  expect(verdicts.length).toBe(line?.length)
  expect([...new Set(verdicts)]).toEqual([`unanchored_tail ${String(CHANGED)}`])
})

/* One value has many texts. Whichever of them lies in the file, what is read and hashed is the value. */
it.each<[string, (text: string) => string, string]>([
  [
    'its keys in another order',
    (text) => JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(text) as object).reverse())),
    'ok null',
  ],
  ['a letter as its escape', (text) => text.replace('"Decision 2"', String.raw`"\u0044ecision 2"`), 'ok null'],
  ['its number with a fraction of nothing', (text) => text.replace('"sequence":2', '"sequence":2.0'), 'ok null'],
  ['its number with an exponent', (text) => text.replace('"sequence":2', '"sequence":20e-1'), 'ok null'],
  ['a key twice, the true one last', (text) => text.replace('{', '{"decision":"GO",'), 'ok null'],
  ['a key twice, the forged one last', (text) => text.replace(/\}$/, ',"decision":"GO"}'), 'altered 2'],
  ['a letter composed of two', (text) => text.replace('Decision 2', 'De\u0301cision 2'), 'altered 2'],
])('a stored decision with %s is judged by its value', (_what, twin, verdict) => {
  const stored = raw.prepare<[number], { value: string }>('SELECT body AS value FROM decisions WHERE sequence = ?')
  const put = raw.prepare(`UPDATE decisions SET body = ? WHERE sequence = ${String(CHANGED)}`)
  const original = stored.get(CHANGED)?.value ?? ''
  expect(twin(original)).not.toBe(original)
  put.run(twin(original))
  const judged = judge()
  const { decision } = data.decisions.list()[CHANGED - 1]?.body ?? {}
  put.run(original)
  expect(judged).toBe(verdict)
  if (verdict === 'ok null') expect(decision).toBe(CHAIN[CHANGED - 1]?.body.decision)
})
