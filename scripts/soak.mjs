// npm run soak [-- fault…] [--seed N]: the fault trials of a push at full counts; hours without a name (docs/testing.md).
import { join } from 'node:path'
import { root } from './setup/paths.mjs'
import { passThrough } from './setup/run-command.mjs'
import { setUpHeadless } from './setup/set-up.mjs'
import { runCommand } from './setup/suitable-node.mjs'

await runCommand(import.meta.url, async (args) => {
  await setUpHeadless(process.execPath)
  return passThrough(process.execPath, [join(root, 'tests/support/weather/soak-child.ts'), ...args], { cwd: root })
})
