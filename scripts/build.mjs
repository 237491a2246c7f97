// npm run build: the window's bundles in out/, when their sources have changed.
import { ensureBuilt } from './setup/build.mjs'
import { ensureDependencies } from './setup/dependencies.mjs'
import { whileLocked } from './setup/setup-lock.mjs'
import { runCommand } from './setup/suitable-node.mjs'

await runCommand(import.meta.url, async () => {
  await whileLocked(() => ensureDependencies({ node: process.execPath, production: false }))
  await ensureBuilt(process.execPath)
  return 0
})
