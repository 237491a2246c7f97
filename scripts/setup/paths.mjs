// Where set-up reads and writes: the checkout, its temporary folder, and the user's cache.
import { homedir } from 'node:os'
import { dirname, join, posix, resolve, win32 } from 'node:path'
import { fileURLToPath } from 'node:url'

// import.meta.dirname is younger than the oldest Node that must be able to read this file and complain politely.
export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..')
export const nodeFolder = join(root, 'tools/node')
export const runtimeFolder = join(root, 'tools/electron-runtime')
export const temporaryFolder = join(root, '.tmp')

/**
 * The user's cache folder for this product: what is costly to make and the same for every checkout.
 * @param {Record<string, string | undefined>} env
 * @param {string} platform a value of `process.platform`
 * @param {string} home the user's home folder
 * @returns {string} `HUNTER_CONSOLE_CACHE` where set, else the place the platform names for caches
 */
export function cacheFolder(env, platform, home) {
  const name = 'hunter-d365-console'
  if (env['HUNTER_CONSOLE_CACHE']) return env['HUNTER_CONSOLE_CACHE']
  if (platform === 'win32') {
    return win32.join(env['LOCALAPPDATA'] || win32.join(home, 'AppData', 'Local'), name, 'Cache')
  }
  if (platform === 'darwin') return posix.join(home, 'Library/Caches', name)
  return posix.join(env['XDG_CACHE_HOME'] || posix.join(home, '.cache'), name)
}

export const userCache = cacheFolder(process.env, process.platform, homedir())
