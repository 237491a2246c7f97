// The official Electron binary, by the electron package's own downloader, which checks it against its checksums.json.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readJson, writeJson } from './json-file.mjs'
import { root, userCache } from './paths.mjs'
import { SetupError, say, step } from './report.mjs'
import { lastLines, run } from './run-command.mjs'

const folder = join(root, 'node_modules/electron')
const memory = join(userCache, 'official-electron-out-of-reach.json')
const probeMs = 5_000
const downloadMs = 15 * 60_000

/** @returns {string} the Electron that package.json declares */
export const declaredElectron = () => readJson(join(root, 'package.json')).devDependencies.electron

/** @returns {string | null} the executable, when the declared version is unpacked */
export function installedOfficial() {
  try {
    const dist = join(folder, 'dist')
    if (readFileSync(join(dist, 'version'), 'utf8').trim().replace(/^v/, '') !== declaredElectron()) return null
    const executable = join(dist, readFileSync(join(folder, 'path.txt'), 'utf8'))
    return existsSync(executable) ? executable : null
  } catch {
    return null
  }
}

/** @returns {{ version: string, at: number } | null} */
export const lastFailure = () => readJson(memory)

const proxy = () => process.env['HTTPS_PROXY'] || process.env['https_proxy']

/**
 * Asks the download site for a sign of life, so that a machine without a way out does not wait for a download.
 * @returns {Promise<string | null>} why it is out of reach, or null
 */
export async function whyOutOfReach() {
  // Node's fetch does not go through a proxy; the downloader can. Then only trying tells.
  if (proxy()) return null
  const mirror = process.env['ELECTRON_MIRROR'] || process.env['npm_config_electron_mirror']
  try {
    await fetch(mirror || 'https://github.com/electron/electron/releases', {
      method: 'HEAD',
      redirect: 'manual',
      signal: AbortSignal.timeout(probeMs),
    })
    return null
  } catch (error) {
    const { cause, message } = /** @type {Error & { cause?: Error & { code?: string } }} */ (error)
    return cause?.code ?? cause?.message ?? message
  }
}

/**
 * Notes that the official binary could not be had, so that the next start does not ask again for a day.
 * @param {string} reason
 */
export function rememberFailure(reason) {
  say(`set-up: the official Electron ${declaredElectron()} is out of reach (${reason}); next attempt in a day`)
  writeJson(memory, { version: declaredElectron(), at: Date.now(), reason })
}

/**
 * Downloads and unpacks the official binary into node_modules/electron/dist.
 * @param {string} node
 * @returns {Promise<string>} the executable
 */
export async function downloadOfficial(node) {
  const env = { ...process.env, ELECTRON_GET_NO_PROGRESS: '1', ...(proxy() ? { ELECTRON_GET_USE_PROXY: 'true' } : {}) }
  return step(`downloading the official Electron ${declaredElectron()}`, async () => {
    const result = await run(node, [join(folder, 'install.js')], { cwd: root, env, timeoutMs: downloadMs })
    const executable = installedOfficial()
    if (result.code === 0 && executable) return executable
    throw new SetupError({
      what: `Downloading the official Electron ${declaredElectron()}`,
      why: result.timedOut ? 'no end after 15 minutes' : lastLines(result.output, 3),
      remedy: [
        'check the way to https://github.com/electron/electron/releases (HTTPS_PROXY or ELECTRON_MIRROR are respected),',
        'or unpack a copy yourself and name its folder in ELECTRON_OVERRIDE_DIST_PATH',
      ].join(' '),
    })
  })
}
