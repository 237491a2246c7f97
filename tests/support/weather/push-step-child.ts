import { startHarness } from '../core-harness.ts'
import { diesAtWrite } from './dies-at-write.ts'
import type { RunningSandbox } from '../../../src/sandbox/sandbox-types.ts'

/* Finishes what an earlier process left, then pushes every lead of a data directory; kills itself before the n-th write to local data. */

const [dataDir = '', sandboxInfo = '{}', step = '0'] = process.argv.slice(2)
const info = JSON.parse(sandboxInfo) as RunningSandbox['info']
const attachTo: RunningSandbox = { info, fingerprint256: '', control: null, close: () => Promise.resolve() }
const { wrap, begin } = diesAtWrite(Number(step))

const { core, tenant, close } = await startHarness({ dataDir, attachTo, wrapData: wrap })
begin()
await core.push.recover()
await core.push.run(tenant.id, { all: true })
await close()
