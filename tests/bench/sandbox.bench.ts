import { join } from 'node:path'
import { compare, type Comparison } from '../support/bench/compare.ts'
import { startChildServer, type ChildServer } from '../support/bench/child-server.ts'
import { httpRequest, requestsPerSecond, type LoadTarget } from '../support/bench/https-load.ts'
import { createSeededRandom } from '../support/seeded-random.ts'
import { makeTempDir } from '../support/temp-dir.ts'
import type { SandboxInfo } from '../../src/sandbox/sandbox-types.ts'
import type { Bench, Figure } from '../support/bench/bench.ts'
import type { BenchContext } from '../support/bench/bench-context.ts'
import { signIn } from './sandbox-sign-in.ts'
import { compareStarts } from './sandbox-starts.ts'
import { openInsertFloor } from './sqlite-insert-floor.ts'

const sandboxEntry = join(import.meta.dirname, '../../src/sandbox/sandbox-process.ts')
const echoEntry = join(import.meta.dirname, 'echo-server-child.ts')

const connections = 8
const singleCreates = 4_000
const rowsPerBatch = 100
const batches = 300

/** The sandbox as a server, against what TLS, HTTP, SQLite and a bare process cost without it. */
export const bench: Bench = {
  title: 'The sandbox tenant in a process of its own, store on disk, no simulated server time',
  run: async (context) => {
    using folder = makeTempDir('hunter-bench-')
    const starts = await compareStarts(context, folder.path)
    const options = ['--json', '--no-limits', '--store', join(folder.path, 'store')]
    await using sandbox = await startChildServer<SandboxInfo>([sandboxEntry, ...options])
    await using echo = await startChildServer<LoadTarget>([echoEntry])
    const work = await prepareWork(context, sandbox.info)
    const singles = await compareSingles(context, sandbox, work, echo.info)
    const bulk = await compareBulk(context, sandbox, work)
    const growth = await memoryGrowth(sandbox, work)
    return {
      comparisons: [...starts.comparisons, singles.comparison, bulk.comparison],
      figures: [
        ...starts.figures,
        wall('single creates', singles.comparison, 2_000),
        { ...singles.perSecond, target: { atLeast: 2_000 } },
        singles.cores,
        wall('rows by CreateMultiple', bulk.comparison, 20_000),
        { ...bulk.perSecond, target: { atLeast: 20_000 } },
        bulk.cores,
        {
          name: `memory growth per 10,000 creates, over the last ${judgedRows.toLocaleString('en')} of ${manyRows.toLocaleString('en')}`,
          value: growth,
          unit: 'MB',
          target: { atMost: 1 },
        },
        { name: 'memory of the sandbox at the end', value: sandbox.residentMb(), unit: 'MB' },
      ],
    }
  },
}

interface Work {
  readonly sandbox: LoadTarget
  readonly singleCreates: (count: number) => readonly Buffer[]
  readonly bulkBodies: (count: number) => readonly string[]
  readonly toBulkRequest: (body: string) => Buffer
}

async function prepareWork(context: BenchContext, info: SandboxInfo): Promise<Work> {
  const lead = makeLeads(context.seed)
  const headers = { Authorization: `Bearer ${await signIn(info)}`, 'Content-Type': 'application/json' }
  const typedLead = () => ({ '@odata.type': 'Microsoft.Dynamics.CRM.lead', ...lead() })
  const bulkPath = 'POST /api/data/v9.2/leads/Microsoft.Dynamics.CRM.CreateMultiple'
  return {
    sandbox: info,
    singleCreates: (count) =>
      times(count, () => httpRequest('POST /api/data/v9.2/leads', headers, JSON.stringify(lead()))),
    bulkBodies: (count) => times(count, () => JSON.stringify({ Targets: times(rowsPerBatch, typedLead) })),
    toBulkRequest: (body) => httpRequest(bulkPath, headers, body),
  }
}

/** How much of a processor the sandbox used while it was measured, and what it does with a whole one. */
class Effort {
  private readonly sandbox: ChildServer<SandboxInfo>
  private cpuSeconds = 0
  private wallSeconds = 0
  private done = 0

  constructor(sandbox: ChildServer<SandboxInfo>) {
    this.sandbox = sandbox
  }

  /** @returns things a second */
  async measure(things: number, requests: readonly Buffer[], count: number): Promise<number> {
    const before = this.sandbox.cpuSeconds()
    const rate = await requestsPerSecond({ target: this.sandbox.info, connections: count, requests })
    this.cpuSeconds += this.sandbox.cpuSeconds() - before
    this.wallSeconds += requests.length / rate
    this.done += things
    return (things * rate) / requests.length
  }

  figures(what: string): { readonly perSecond: Figure; readonly cores: Figure } {
    return {
      perSecond: { name: `${what} per processor second`, value: this.done / this.cpuSeconds, unit: '' },
      cores: { name: `${what}: share of a processor`, value: this.cpuSeconds / this.wallSeconds, unit: '' },
    }
  }
}

interface Measured {
  readonly comparison: Comparison
  readonly perSecond: Figure
  readonly cores: Figure
}

async function compareSingles(
  context: BenchContext,
  sandbox: ChildServer<SandboxInfo>,
  work: Work,
  echo: LoadTarget,
): Promise<Measured> {
  const effort = new Effort(sandbox)
  const requests = () => work.singleCreates(singleCreates)
  const comparison = await compare(context, {
    name: 'single creates',
    unit: 'requests/s',
    ours: {
      name: `sandbox, ${connections} connections`,
      measure: () => effort.measure(singleCreates, requests(), connections),
    },
    peer: {
      name: 'bare node:https server that reads the body and answers 204',
      measure: () => requestsPerSecond({ target: echo, connections, requests: requests() }),
    },
    rounds: 11,
    target: { atLeast: 0.2 },
  })
  return { comparison, ...effort.figures('single creates') }
}

const wall = (what: string, { ours }: Comparison, atLeast: number): Figure => ({
  name: `${what} per second of the clock, median`,
  value: ours.median,
  unit: '',
  target: { atLeast },
})

/** Creates after everything else is measured, half of them alone and half by CreateMultiple; the first of them fill what has a bound: the
 * request log, the page cache, the engine's heap. */
const manyRows = 300_000
const judgedRows = 100_000
const rowsPerStep = 20_000

async function memoryGrowth(sandbox: ChildServer<SandboxInfo>, work: Work): Promise<number> {
  const send = (requests: readonly Buffer[]) => requestsPerSecond({ target: work.sandbox, connections, requests })
  const memory: number[] = []
  for (let made = 0; made < manyRows; made += rowsPerStep) {
    await send(work.singleCreates(rowsPerStep / 2))
    await send(work.bulkBodies(rowsPerStep / 2 / rowsPerBatch).map(work.toBulkRequest))
    memory.push(sandbox.residentMb())
  }
  const before = memory.at(-1 - judgedRows / rowsPerStep) ?? Number.NaN
  return ((memory.at(-1) ?? Number.NaN) - before) / (judgedRows / 10_000)
}

async function compareBulk(context: BenchContext, sandbox: ChildServer<SandboxInfo>, work: Work): Promise<Measured> {
  using floor = openInsertFloor()
  const effort = new Effort(sandbox)
  const comparison = await compare(context, {
    name: `CreateMultiple, ${rowsPerBatch} rows a call`,
    unit: 'rows/s',
    ours: {
      name: 'sandbox, 2 connections',
      measure: () => effort.measure(batches * rowsPerBatch, work.bulkBodies(batches).map(work.toBulkRequest), 2),
    },
    peer: {
      name: 'JSON.parse and a bare SQLite insert per row, one transaction a call, no server',
      measure: () => floor.rowsPerSecond(work.bulkBodies(batches)),
    },
    rounds: 11,
    target: { atLeast: 0.3 },
  })
  return { comparison, ...effort.figures('rows by CreateMultiple') }
}

const times = <T>(count: number, make: () => T): readonly T[] => Array.from({ length: count }, make)

/** Leads as a push sends them; drawn, so that no two are alike. */
function makeLeads(seed: number): () => Readonly<Record<string, unknown>> {
  const random = createSeededRandom(seed)
  return () => {
    const id = random.uuid()
    return {
      leadid: id,
      subject: `Hunter lead ${id.slice(0, 8)}`,
      companyname: `Company ${id.slice(0, 8)} Ş.A.`,
      firstname: 'Ayşe',
      lastname: `Yılmaz ${id.slice(9, 13)}`,
      emailaddress1: `info@${id.slice(0, 8)}.example`,
      telephone1: '+90 212 555 01 02',
      websiteurl: `https://${id.slice(0, 8)}.example`,
      jobtitle: 'Managing Director',
      address1_city: 'İstanbul',
      address1_country: 'Türkiye',
      numberofemployees: Math.floor(random.fraction() * 5_000),
      leadsourcecode: 8,
      description: 'Found by Hunter; mail exchange and certificate were checked, the company page names a contact.',
    }
  }
}
