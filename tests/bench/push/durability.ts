import { createHash } from 'node:crypto'
import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { openLocalData } from '../../../src/adapters/sqlite/local-data.ts'
import { verifyChain } from '../../../src/core/gate/verify-chain.ts'
import type { DecisionEntry } from '../../../src/shared/model/gate.ts'
import type { BenchContext } from '../../support/bench/bench-context.ts'
import { compare, type Comparison } from '../../support/bench/compare.ts'
import { quantile } from '../../support/bench/statistics.ts'
import { aChain, aChainKey } from '../../support/decision-chain.ts'
import { makeTempDir } from '../../support/temp-dir.ts'

const APPENDS = 200
const ENTRIES = 10_000

/** B4: what it costs that nothing acknowledged is lost. */
export async function durability(context: BenchContext): Promise<readonly Comparison[]> {
  const key = aChainKey()
  const chain = aChain(ENTRIES, key)
  const append = await compare(context, {
    name: 'B4 a decision appended, 95th percentile',
    unit: 'ms',
    ours: { name: 'decision log, synchronous=FULL', measure: () => appendP95(chain.slice(0, APPENDS)) },
    peer: { name: 'write and fdatasync of 4 KB', measure: flushP95 },
    rounds: 11,
    target: { atMost: 1.5 },
  })
  const verify = await compare(context, {
    name: `B4 a chain of ${ENTRIES} signed decisions verified`,
    unit: 'entries/s',
    ours: {
      name: 'hashes, links, signatures, sidecar',
      measure: () => perSecond(() => verifyChain({ chain, sidecar: chain, trustedKey: key.publicKey })),
    },
    peer: { name: 'SHA-256 over the same texts', measure: () => perSecond(() => hashAll(chain)) },
    rounds: 11,
  })
  return [append, verify]
}

function appendP95(entries: readonly DecisionEntry[]): number {
  using folder = makeTempDir('hunter-bench-')
  const data = openLocalData({ path: join(folder.path, 'hunter.db') })
  const durations = entries.map((entry) => timed(() => data.decisions.append(entry)))
  data.close()
  return quantile(durations, 0.95)
}

function flushP95(): number {
  using folder = makeTempDir('hunter-bench-')
  const file = openSync(join(folder.path, 'floor'), 'w')
  const block = Buffer.alloc(4096, 1)
  const durations = Array.from({ length: APPENDS }, () =>
    timed(() => {
      writeSync(file, block)
      fdatasyncSync(file)
    }),
  )
  closeSync(file)
  return quantile(durations, 0.95)
}

function timed(work: () => void): number {
  const startedMs = performance.now()
  work()
  return performance.now() - startedMs
}

const perSecond = (work: () => unknown): number => (ENTRIES * 1000) / timed(() => void work())

const hashAll = (chain: readonly DecisionEntry[]): string[] =>
  chain.map(({ body }) => createHash('sha256').update(JSON.stringify(body)).digest('hex'))
