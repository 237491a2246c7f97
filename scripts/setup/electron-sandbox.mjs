// Chromium's own sandbox on Linux: it needs an ordinary user, and either user namespaces or a setuid helper.
import { statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { say, SetupError } from './report.mjs'
import { run } from './run-command.mjs'

/** @param {string} executable */
function hasSetuidHelper(executable) {
  try {
    const { uid, mode } = statSync(join(dirname(executable), 'chrome-sandbox'))
    return uid === 0 && (mode & 0o4111) === 0o4111
  } catch {
    return false
  }
}

/**
 * @param {string} executable Electron's
 * @returns {Promise<string[]>} switches to start it with
 */
export async function electronSandboxSwitches(executable) {
  if (process.platform !== 'linux') return []
  if (process.getuid?.() === 0) {
    say(
      'Running as root: Chromium refuses its sandbox to root, so the window runs without it. Prefer an ordinary user.',
    )
    return ['--no-sandbox']
  }
  if (hasSetuidHelper(executable)) return []
  const { code } = await run('unshare', ['--user', '--map-root-user', 'true'], { timeoutMs: 5_000 })
  if (code === 0) return []
  const helper = join(dirname(executable), 'chrome-sandbox')
  throw new SetupError({
    what: 'Starting the window in its sandbox',
    why: 'this system gives ordinary users no namespaces, and the sandbox helper is not set up',
    remedy: `run: sudo chown root ${helper} && sudo chmod 4755 ${helper}`,
  })
}
