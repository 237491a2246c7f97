// npm run setup: everything that npm start and npm test need, without starting anything.
import { ensureBuilt } from './setup/build.mjs'
import { setUpFull } from './setup/set-up.mjs'
import { runCommand } from './setup/suitable-node.mjs'

await runCommand(import.meta.url, async () => {
  await setUpFull(process.execPath, 'tests')
  await ensureBuilt(process.execPath)
  return 0
})
