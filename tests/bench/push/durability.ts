import { createHash, createPublicKey, verify, type KeyObject } from 'node:crypto'
import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { createDecisionSidecar } from '../../../src/adapters/node/decision-sidecar.ts'
import { openLocalData, type OpenedLocalData } from '../../../src/adapters/sqlite/local-data.ts'
import { verifyChain } from '../../../src/core/gate/verify-chain.ts'
import type { DecisionEntry } from '../../../src/shared/model/gate.ts'
import type { BenchContext } from '../../support/bench/bench-context.ts'
import { compare, type Comparison } from '../../support/bench/compare.ts'
import { quantile } from '../../support/bench/statistics.ts'
import { aChain, aChainKey, type ChainKey } from '../../support/decision-chain.ts'
import { makeTempDir } from '../../support/temp-dir.ts'
import { BULK_WRITES, pushRowsPerSecond, type Width } from './free-flowing.ts'

const APPENDS = 200
/** Each entry costs the same, so that a tenth of the 100,000 the target speaks of says as much. */
const ENTRIES = 10_000
/** One round of full requests. */
const WIDTH: Width = { atOnce: 52, leads: 52 * BULK_WRITES }

/** B4: what it costs that nothing acknowledged is lost. */
export async function durability(context: BenchContext): Promise<readonly Comparison[]> {
  const key = aChainKey()
  const chain = aChain(ENTRIES, key)
  return [await flushedPush(context), ...(await appends(context, chain)), ...(await verifying(context, chain, key))]
}

const flushedPush = (context: BenchContext): Promise<Comparison> =>
  compare(context, {
    name: `B4 a push of ${WIDTH.leads} leads`,
    unit: 'rows/s',
    ours: { name: 'every attempt on disk before its request', measure: () => pushRowsPerSecond(WIDTH) },
    peer: { name: 'the same, never waiting for the disk', measure: () => pushRowsPerSecond(WIDTH, unflushed) },
    rounds: 5,
    target: { atLeast: 0.98 },
  })

const unflushed = (data: OpenedLocalData): OpenedLocalData => ({
  ...data,
  tryTransaction: (work, options) => data.tryTransaction(work, { ...options, isFlushed: false }),
})

async function appends(context: BenchContext, chain: readonly DecisionEntry[]): Promise<readonly Comparison[]> {
  const some = chain.slice(0, APPENDS)
  return [
    await compare(context, {
      name: 'B4 a decision into the database, 95th percentile',
      unit: 'ms',
      ours: { name: 'one transaction, synchronous=FULL', measure: () => appendP95(some, { withSidecar: false }) },
      peer: { name: 'write and fdatasync of 4 KB', measure: () => flushP95(1) },
      rounds: 11,
      target: { atMost: 1.5 },
    }),
    await compare(context, {
      name: 'B4 a decision into checkpoint file and database, 95th percentile',
      unit: 'ms',
      ours: { name: 'the file first, then the database', measure: () => appendP95(some, { withSidecar: true }) },
      peer: { name: 'write and fdatasync of 4 KB, twice', measure: () => flushP95(2) },
      rounds: 11,
      target: { atMost: 1.5 },
    }),
  ]
}

async function verifying(
  context: BenchContext,
  chain: readonly DecisionEntry[],
  { publicKey }: ChainKey,
): Promise<readonly Comparison[]> {
  const ours = {
    name: 'hashes, links, signatures, checkpoint file',
    measure: () => secondsOf(() => verifyChain({ chain, sidecar: chain, trustedKey: publicKey })),
  }
  const key = publicKeyOf(publicKey)
  return [
    await compare(context, {
      name: `B4 a chain of ${ENTRIES} signed decisions verified`,
      unit: 's',
      ours,
      peer: { name: 'SHA-256 and Ed25519 once per entry', measure: () => secondsOf(() => checkAll(chain, key)) },
      rounds: 5,
      target: { atMost: 2 },
    }),
    await compare(context, {
      name: `B4 the same against hashes alone`,
      unit: 's',
      ours,
      peer: { name: 'SHA-256 once per entry', measure: () => secondsOf(() => chain.map(digestOf)) },
      rounds: 5,
    }),
  ]
}

function appendP95(entries: readonly DecisionEntry[], { withSidecar }: { readonly withSidecar: boolean }): number {
  using folder = makeTempDir('hunter-bench-')
  const data = openLocalData({ path: join(folder.path, 'hunter.db') })
  const sidecar = createDecisionSidecar(join(folder.path, 'decisions.jsonl'))
  const durations = entries.map((entry) =>
    secondsOf(() => {
      if (withSidecar) sidecar.append(entry)
      data.decisions.append(entry)
    }),
  )
  data.close()
  return quantile(durations, 0.95) * 1000
}

function flushP95(files: number): number {
  using folder = makeTempDir('hunter-bench-')
  const open = Array.from({ length: files }, (_none, at) => openSync(join(folder.path, `floor${at}`), 'w'))
  const block = Buffer.alloc(4096, 1)
  const durations = Array.from({ length: APPENDS }, () =>
    secondsOf(() => {
      for (const file of open) {
        writeSync(file, block)
        fdatasyncSync(file)
      }
    }),
  )
  for (const file of open) closeSync(file)
  return quantile(durations, 0.95) * 1000
}

function secondsOf(work: () => unknown): number {
  const startedMs = performance.now()
  work()
  return (performance.now() - startedMs) / 1000
}

const digestOf = ({ body }: DecisionEntry): string => createHash('sha256').update(JSON.stringify(body)).digest('hex')

const publicKeyOf = (raw: string): KeyObject =>
  createPublicKey({
    key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(raw, 'base64').toString('base64url') },
    format: 'jwk',
  })

const checkAll = (chain: readonly DecisionEntry[], key: KeyObject): readonly boolean[] =>
  chain.map((entry) => {
    digestOf(entry)
    return verify(null, Buffer.from(entry.hash, 'hex'), key, Buffer.from(entry.signature ?? '', 'base64'))
  })
