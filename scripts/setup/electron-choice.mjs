// Which Electron to use: the pure part of the decision.

/** The Electron inside the registry package that stands in for the official one (tools/electron-runtime). */
export const standInVersion = '33.2.1'
/** How long a failed attempt at the official binary is remembered. */
const rememberMs = 24 * 3_600_000

/**
 * @typedef {'given' | 'official' | 'stand-in'} ElectronKind
 * @typedef {{ executable: string, kind: ElectronKind, version: string, napi: number }} ElectronRuntime
 */

/**
 * @param {{
 *   env: Record<string, string | undefined>, officialInstalled: boolean, machine: { platform: string, arch: string },
 *   lastFailure: { version: string, at: number } | null, version: string, now: number,
 * }} facts `version` is the declared Electron, times are ms since 1970
 * @returns {'given' | 'official' | 'try-official' | 'stand-in'}
 */
export function chooseElectron(facts) {
  const { env, officialInstalled, machine } = facts
  if (env['ELECTRON_OVERRIDE_DIST_PATH'] || env['ELECTRON_EXEC_PATH']) return 'given'
  const canStandIn = standInRunsOn(machine)
  const wish = env['HUNTER_CONSOLE_ELECTRON']
  if (wish === 'stand-in' && canStandIn) return 'stand-in'
  if (officialInstalled) return 'official'
  if (wish === 'official' || !canStandIn) return 'try-official'
  return failedLately(facts) ? 'stand-in' : 'try-official'
}

/** @param {{ lastFailure: { version: string, at: number } | null, version: string, now: number }} facts */
const failedLately = ({ lastFailure, version, now }) =>
  lastFailure !== null && lastFailure.version === version && now - lastFailure.at < rememberMs

/** @param {{ platform: string, arch: string }} machine */
export const standInRunsOn = ({ platform, arch }) => platform === 'linux' && arch === 'x64'

/**
 * better-sqlite3 13 speaks Node-API 10; an older Electron needs the addon built for what it has.
 * @param {number} napi `process.versions.napi` of the runtime
 */
export const needsRebuiltAddon = (napi) => napi < 10

/**
 * One line on the runtime in use.
 * @param {ElectronRuntime} runtime
 * @param {string} declared
 */
export function describeElectron({ kind, version, executable }, declared) {
  if (kind === 'official') return `Electron ${version} (official) at ${executable}`
  if (kind === 'given') return `Electron ${version} as named by the environment, at ${executable}`
  return (
    `Electron ${version} (stand-in from the package registry, for rehearsal and tests, never to ship; ` +
    `the official ${declared} is out of reach) at ${executable}`
  )
}
