import type { RunningSandbox } from '../../../../src/sandbox/sandbox-types.ts'
import { startHarness } from '../../../support/core-harness.ts'

/*
 * Pushes every lead of a data directory in a process of its own. With a third argument, the process kills itself, as a crash would, when the
 * event of that name is recorded for the n-th time (`d365_lead_created:3`).
 */

const [dataDir = '', sandboxInfo = '{}', moment = ''] = process.argv.slice(2)
const info = JSON.parse(sandboxInfo) as RunningSandbox['info']
const attachTo: RunningSandbox = { info, fingerprint256: '', control: null, close: () => Promise.resolve() }
const [name, times = '1'] = moment.split(':')

const harness = await startHarness({ dataDir, attachTo })
let left = Number(times)
harness.core.events.subscribe((event) => {
  if (event.type !== 'activity' || event.event.name !== name) return
  left -= 1
  if (left === 0) process.kill(process.pid, 'SIGKILL')
})
const pushed = await harness.core.push.run(harness.tenant.id, { all: true })
await harness.close()
process.stdout.write(`${JSON.stringify(pushed)}\n`)
