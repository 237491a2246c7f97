// npm run screenshots: takes docs/screenshots anew from the real window, in a session of its own.
import { join } from 'node:path'
import { ensureBuilt } from './setup/build.mjs'
import { root } from './setup/paths.mjs'
import { passThrough } from './setup/run-command.mjs'
import { setUpFull } from './setup/set-up.mjs'
import { runCommand } from './setup/suitable-node.mjs'
import { inPrivateSession } from './testing/private-session.mjs'

await runCommand(import.meta.url, async () => {
  await setUpFull(process.execPath, 'tests')
  await ensureBuilt(process.execPath)
  return inPrivateSession((env) =>
    passThrough(process.execPath, [join(root, 'tests/e2e/screenshots-child.ts')], { cwd: root, env }),
  )
})
