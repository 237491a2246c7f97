import { readFileSync } from 'node:fs'
import type { SandboxInfo } from '../../../src/sandbox/sandbox-types.ts'
import { startHarness } from '../core-harness.ts'
import { pushed, saveLeads } from './weather-world.ts'

/* Queues and pushes so many leads; says how much memory the process held idle and at most, in MB. Linux only (proc(5)). */

const [info = '{}', leads = '0'] = process.argv.slice(2)
const harness = await startHarness({
  attachTo: {
    info: JSON.parse(info) as SandboxInfo,
    fingerprint256: '',
    control: null,
    close: () => Promise.resolve(),
  },
})
const idleMb = statusMb('VmRSS')
saveLeads(harness, Number(leads))
const { outcomes } = await pushed(harness)
process.stdout.write(`${JSON.stringify({ idleMb, peakMb: statusMb('VmHWM'), outcomes })}\n`)
await harness.close()

function statusMb(field: string): number {
  const line = new RegExp(`${field}:\\s+(\\d+) kB`).exec(readFileSync('/proc/self/status', 'utf8'))
  return Math.round(Number(line?.[1]) / 1024)
}
