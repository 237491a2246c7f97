import { readFileSync } from 'node:fs'
import { request } from 'node:https'
import { join } from 'node:path'
import type { SandboxInfo } from '../../../src/sandbox/sandbox-types.ts'
import { startChildServer, type ChildServer } from '../../support/bench/child-server.ts'
import { startHarness, type Harness, type HarnessOptions } from '../../support/core-harness.ts'
import { saveLeads } from '../../support/weather/weather-world.ts'

const SANDBOX = join(import.meta.dirname, '../../../src/sandbox/sandbox-process.ts')

/** A sandbox in a process of its own, in memory, with its control endpoint. */
export const startBenchSandbox = (args: readonly string[] = []): Promise<ChildServer<SandboxInfo>> =>
  startChildServer<SandboxInfo>([SANDBOX, '--json', '--control', ...args])

/** Asks the control endpoint. */
export function control(info: SandboxInfo, path: string, body: object): Promise<void> {
  return new Promise((resolve, reject) => {
    const asked = request(
      `${info.controlUrl ?? ''}${path}`,
      { method: 'POST', ca: readFileSync(info.caPath), headers: { 'Content-Type': 'application/json' } },
      (response) => {
        response.resume().once('end', () => {
          if (response.statusCode === 200) resolve()
          else reject(new Error(`${path} was answered with ${response.statusCode ?? 'nothing'}`))
        })
      },
    )
    asked.once('error', reject)
    asked.end(JSON.stringify(body))
  })
}

/** The core attached to a sandbox elsewhere; on an empty data directory of its own with `leads` leads unless told otherwise. */
export async function startAttached(info: SandboxInfo, leads: number, options: HarnessOptions = {}): Promise<Harness> {
  const attachTo = { info, fingerprint256: '', control: null, close: () => Promise.resolve() }
  const harness = await startHarness({ attachTo, ...options })
  saveLeads(harness, leads)
  return harness
}

/** Pushes every lead to a sandbox that holds none of them. @returns seconds from the call to the result. @throws Error unless all were created */
export async function secondsToPush(harness: Harness, leads: number): Promise<number> {
  const startedMs = performance.now()
  const answer = await harness.core.push.run(harness.tenant.id, { all: true })
  const seconds = (performance.now() - startedMs) / 1000
  if (!answer.ok || answer.value.outcomes.created !== leads) throw new Error(JSON.stringify(answer).slice(0, 1000))
  return seconds
}
