import type { SandboxInfo } from '../../../src/sandbox/sandbox-types.ts'
import { startAttached } from './push-bench-world.ts'

/*
 * Takes up what an earlier process left, or begins a push of everything; says so at the first lead that D365 confirms. With `once` it ends there
 * by itself, which keeps its compiled code for the next.
 */

const [dataDir = '', info = '{}', howOften] = process.argv.slice(2)
const { core, tenant } = await startAttached(JSON.parse(info) as SandboxInfo, 0, { dataDir })
let isTold = false
core.events.subscribe((event) => {
  if (isTold || event.type !== 'activity' || event.event.name !== 'd365_lead_created') return
  isTold = true
  process.stdout.write('first write\n', () => {
    if (howOften === 'once') process.exit()
  })
})
await core.push.recover()
await core.push.run(tenant.id, { all: true })
