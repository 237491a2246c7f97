import type { SandboxInfo } from '../../../src/sandbox/sandbox-types.ts'
import { startAttached } from './push-bench-world.ts'

/* Takes up what an earlier process left, or begins a push of everything; says so at the first lead that D365 confirms. */

const [dataDir = '', info = '{}'] = process.argv.slice(2)
const { core, tenant } = await startAttached(JSON.parse(info) as SandboxInfo, 0, { dataDir })
let isTold = false
core.events.subscribe((event) => {
  if (isTold || event.type !== 'activity' || event.event.name !== 'd365_lead_created') return
  isTold = true
  process.stdout.write('first write\n')
})
await core.push.recover()
await core.push.run(tenant.id, { all: true })
