// npm run --silent cli -- <command>: the console without a window.
import { runCli } from './setup/run-cli.mjs'
import { setUpHeadless } from './setup/set-up.mjs'
import { runCommand } from './setup/suitable-node.mjs'

await runCommand(import.meta.url, async (args) => {
  await setUpHeadless(process.execPath)
  return runCli(process.execPath, args)
})
