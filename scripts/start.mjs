// npm start: opens the console, or runs the runbook on the sandbox tenant where there is no screen to open it on.
import { ensureBuilt } from './setup/build.mjs'
import { displaySwitches, hasDisplay } from './setup/display.mjs'
import { electronSandboxSwitches } from './setup/electron-sandbox.mjs'
import { root } from './setup/paths.mjs'
import { say } from './setup/report.mjs'
import { runCli } from './setup/run-cli.mjs'
import { passThrough } from './setup/run-command.mjs'
import { electronEnvironment, setUpFull, setUpHeadless } from './setup/set-up.mjs'
import { runCommand } from './setup/suitable-node.mjs'

/** @param {string[]} args handed to the app */
async function openWindow(args) {
  const state = await setUpFull(process.execPath, 'window')
  await ensureBuilt(process.execPath)
  const switches = [...(await electronSandboxSwitches(state.electron.executable)), ...displaySwitches(process.env)]
  const env = electronEnvironment(state)
  return passThrough(state.electron.executable, [...switches, root, ...args], { cwd: root, env })
}

/** @param {string[]} args handed to the runbook command */
async function runHeadless(args) {
  say('There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set), so the runbook runs without a window.')
  await setUpHeadless(process.execPath)
  return runCli(process.execPath, ['runbook', '--tenant', 'sandbox', ...args])
}

await runCommand(import.meta.url, (args) =>
  hasDisplay(process.platform, process.env) ? openWindow(args) : runHeadless(args),
)
