import { join } from 'node:path'
import { compare } from '../support/bench/compare.ts'
import { startChildServer, type ChildServer } from '../support/bench/child-server.ts'
import { httpRequest, requestsPerSecond, type LoadTarget } from '../support/bench/https-load.ts'
import { createSeededRandom } from '../support/seeded-random.ts'
import { makeTempDir } from '../support/temp-dir.ts'
import type { SandboxInfo } from '../../src/sandbox/sandbox-types.ts'
import type { Bench, BenchResult } from '../support/bench/bench.ts'
import type { BenchContext } from '../support/bench/bench-context.ts'
import { signIn } from './sandbox-sign-in.ts'
import { openInsertFloor } from './sqlite-insert-floor.ts'

const sandboxEntry = join(import.meta.dirname, '../../src/sandbox/sandbox-process.ts')
const echoEntry = join(import.meta.dirname, 'echo-server-child.ts')

const connections = 8
const singles = 4_000
const rowsPerBatch = 100
const batches = 300

/** The sandbox as a server, against what TLS, HTTP and SQLite cost without it. */
export const bench: Bench = {
  title: 'The sandbox tenant in a process of its own, store on disk, no simulated server time',
  run: async (context) => {
    using folder = makeTempDir('hunter-bench-')
    const store = join(folder.path, 'store')
    await using sandbox = await startChildServer<SandboxInfo>([sandboxEntry, '--json', '--no-limits', '--store', store])
    await using echo = await startChildServer<LoadTarget>([echoEntry])
    return await measure(context, sandbox, echo)
  },
}

async function measure(
  context: BenchContext,
  sandbox: ChildServer<SandboxInfo>,
  echo: ChildServer<LoadTarget>,
): Promise<BenchResult> {
  const leads = makeLeads(context.seed)
  const headers = { Authorization: `Bearer ${await signIn(sandbox.info)}`, 'Content-Type': 'application/json' }
  const create = () => httpRequest('POST /api/data/v9.2/leads', headers, JSON.stringify(leads()))
  const createsPerSecond = (target: LoadTarget) => () =>
    requestsPerSecond({ target, connections, requests: times(singles, create) })
  const rows = () => times(rowsPerBatch, () => ({ '@odata.type': 'Microsoft.Dynamics.CRM.lead', ...leads() }))
  const path = 'POST /api/data/v9.2/leads/Microsoft.Dynamics.CRM.CreateMultiple'
  const createMultiple = () => httpRequest(path, headers, JSON.stringify({ Targets: rows() }))
  using floor = openInsertFloor()
  const single = await compare(context, {
    name: 'single creates',
    unit: 'requests/s',
    ours: { name: `sandbox, ${connections} connections`, measure: createsPerSecond(sandbox.info) },
    peer: { name: 'bare node:https server that reads the body and answers 204', measure: createsPerSecond(echo.info) },
    rounds: 11,
  })
  const cpuBefore = sandbox.cpuSeconds()
  const startedMs = performance.now()
  const bulk = await compare(context, {
    name: `CreateMultiple, ${rowsPerBatch} rows a call`,
    unit: 'rows/s',
    ours: {
      name: 'sandbox, 2 connections',
      measure: async () =>
        rowsPerBatch *
        (await requestsPerSecond({ target: sandbox.info, connections: 2, requests: times(batches, createMultiple) })),
    },
    peer: {
      name: 'JSON.parse and a bare SQLite insert per row, one transaction a call, no server',
      measure: () => floor.rowsPerSecond(times(batches, () => JSON.stringify({ Targets: rows() }))),
    },
    rounds: 11,
  })
  const seconds = (performance.now() - startedMs) / 1000
  return {
    comparisons: [single, bulk],
    figures: [
      { name: 'start to the announced line, new store', value: sandbox.startedInMs, unit: 'ms' },
      {
        name: 'processor share of the sandbox during the second comparison',
        value: (sandbox.cpuSeconds() - cpuBefore) / seconds,
        unit: 'cores',
      },
      { name: 'memory of the sandbox at the end', value: sandbox.residentMb(), unit: 'MB' },
    ],
  }
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
