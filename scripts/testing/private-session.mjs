// A desktop session for the tests alone (Linux): its own screen, its own bus with its own keychain, its own home. The
// user's session is neither seen nor touched.
import { randomBytes } from 'node:crypto'
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { userCache } from '../setup/paths.mjs'
import { SetupError } from '../setup/report.mjs'
import { run } from '../setup/run-command.mjs'

const patienceMs = 20_000

/** No service files: what is not started here by name is not on this bus, so nothing can ask a person for a password. */
const busConfiguration = (/** @type {string} */ folder) => `<!DOCTYPE busconfig PUBLIC
 "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:dir=${folder}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`

/**
 * Starts a server and waits for the first line it writes to one of its pipes.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ env: NodeJS.ProcessEnv, pipe: number }} options
 * @returns {Promise<{ child: import('node:child_process').ChildProcess, line: string }>}
 */
function startServer(command, args, { env, pipe }) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe', 'pipe'] })
    let said = ''
    let heard = ''
    const fail = (/** @type {string} */ why) => {
      child.kill('SIGKILL')
      reject(new SetupError({ what: `Starting ${command}`, why, remedy: 'run npm run doctor for what it needs' }))
    }
    const limit = setTimeout(() => fail('no answer in twenty seconds'), patienceMs)
    child.on('error', (error) => fail(error.message))
    child.on('exit', (code) => fail(`it ended with ${code}: ${said.trim()}`))
    child.stderr?.on('data', (chunk) => (said += chunk))
    const source = /** @type {import('node:stream').Readable} */ (child.stdio[pipe])
    source.on('data', (chunk) => {
      heard += chunk
      if (!heard.includes('\n')) return
      clearTimeout(limit)
      child.removeAllListeners('exit')
      resolve({ child, line: heard.trim() })
    })
  })
}

/**
 * @param {NodeJS.ProcessEnv} env of the private bus
 * @param {number} deadline
 */
async function waitForKeychain(env, deadline) {
  const question = ['--session', '--print-reply', '--dest=org.freedesktop.DBus', '/org/freedesktop/DBus']
  const args = [...question, 'org.freedesktop.DBus.NameHasOwner', 'string:org.freedesktop.secrets']
  while (!(await run('dbus-send', args, { env })).output.includes('boolean true')) {
    if (Date.now() > deadline) throw new Error('gnome-keyring-daemon offers no keychain on the private bus')
    await pause(50)
  }
}

/**
 * A keychain that is unlocked with a password nobody needs to know.
 * @param {NodeJS.ProcessEnv} env
 */
async function startKeychain(env) {
  const args = ['--foreground', '--unlock', '--components=secrets']
  const child = spawn('gnome-keyring-daemon', args, { env, stdio: ['pipe', 'ignore', 'ignore'] })
  child.stdin.end(randomBytes(16).toString('hex'))
  await waitForKeychain(env, Date.now() + patienceMs)
  return child
}

/**
 * @param {string} folder
 * @returns {NodeJS.ProcessEnv} the caller's environment without the caller's session
 */
function privateEnvironment(folder) {
  const { WAYLAND_DISPLAY: _wayland, XAUTHORITY: _authority, ...rest } = process.env
  /** @type {Record<string, string>} */
  const places = {}
  for (const name of ['DATA', 'CONFIG', 'CACHE', 'STATE']) places[`XDG_${name}_HOME`] = join(folder, name.toLowerCase())
  places['XDG_RUNTIME_DIR'] = join(folder, 'run')
  for (const place of Object.values(places)) mkdirSync(place, { mode: 0o700 })
  return {
    ...rest,
    ...places,
    HOME: folder,
    HUNTER_CONSOLE_CACHE: userCache,
    HUNTER_CONSOLE_KEYCHAIN_SERVICE: `hunter-d365-console-test-${randomBytes(6).toString('hex')}`,
  }
}

/**
 * Runs `work` inside a session of its own and ends everything that belongs to it.
 * @template T
 * @param {(env: NodeJS.ProcessEnv) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function inPrivateSession(work) {
  const folder = mkdtempSync(join(tmpdir(), 'hunter-test-'))
  /** @type {import('node:child_process').ChildProcess[]} */
  const servers = []
  const end = () => {
    for (const server of servers.splice(0).reverse()) server.kill('SIGTERM')
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 })
  }
  process.once('exit', end)
  try {
    const env = privateEnvironment(folder)
    if (process.platform !== 'linux') return await work(env)
    const screen = ['-displayfd', '3', '-screen', '0', '1440x1000x24', '-nolisten', 'tcp', '-noreset']
    const x = await startServer('Xvfb', screen, { env, pipe: 3 })
    servers.push(x.child)
    const configuration = join(folder, 'bus.conf')
    writeFileSync(configuration, busConfiguration(env['XDG_RUNTIME_DIR'] ?? folder))
    const busArguments = [`--config-file=${configuration}`, '--nofork', '--print-address=1']
    const bus = await startServer('dbus-daemon', busArguments, { env, pipe: 1 })
    servers.push(bus.child)
    const session = { ...env, DISPLAY: `:${x.line}`, DBUS_SESSION_BUS_ADDRESS: bus.line }
    servers.push(await startKeychain(session))
    return await work(session)
  } finally {
    process.off('exit', end)
    end()
  }
}
