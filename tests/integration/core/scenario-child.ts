import type { CoreEvent } from '../../../src/core/core-events.ts'
import { SandboxInfoSchema } from '../../../src/shared/model/sandbox-info.ts'
import { ScenarioIdSchema } from '../../../src/shared/model/scenario.ts'
import { startHarness } from '../../support/core-harness.ts'

/* Runs one scenario in a process of its own and kills itself, as a crash would, at the moment named by the last argument. */

const [dataDir = '', sandboxInfo = '{}', scenario = '', moment = ''] = process.argv.slice(2)
const info = SandboxInfoSchema.parse(JSON.parse(sandboxInfo))
const attachTo = { info, fingerprint256: '', control: null, close: () => Promise.resolve() }

const harness = await startHarness({ dataDir, attachTo })
harness.core.events.subscribe((event) => {
  if (nameOf(event) === moment) process.kill(process.pid, 'SIGKILL')
})
await harness.core.scenarios.run(harness.tenant.id, [ScenarioIdSchema.parse(scenario)])
process.exit(3)

function nameOf(event: CoreEvent): string {
  if (event.type === 'activity') return event.event.name
  return event.type === 'scenario-step' ? `${event.step.step} ${event.step.status}` : event.type
}
