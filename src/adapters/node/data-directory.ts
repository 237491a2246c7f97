import { mkdirSync, realpathSync } from 'node:fs'
import path from 'node:path'

/** Where everything of one data directory lies; absolute, symbolic links resolved. */
export interface DataDirectory {
  readonly root: string
  readonly database: string
  readonly backups: string
  readonly logs: string
  readonly reports: string
  /** The decision log's checkpoint outside the database. */
  readonly sidecar: string
  /** The sandbox's own store. */
  readonly sandbox: string
}

export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly platform: NodeJS.Platform
  readonly home: string
}

const APP = 'hunter-d365-console'

/** Which directory is meant: `--data-dir`, else HUNTER_CONSOLE_DATA, else the platform's place. Nothing is made. */
export function locateDataDirectory(asked: string | null, { env, platform, home }: Surroundings): string {
  const moved = [asked, env['HUNTER_CONSOLE_DATA']].find((place) => place != null && place.trim() !== '')
  if (moved != null) return path.resolve(moved)
  if (platform === 'win32') return path.join(env['LOCALAPPDATA'] ?? path.join(home, 'AppData', 'Local'), APP)
  if (platform === 'darwin') return path.join(home, 'Library', 'Application Support', APP)
  const data = env['XDG_DATA_HOME']
  // A relative value counts as unset. Source: XDG Base Directory Specification, "Environment variables".
  const isUsable = data !== undefined && path.isAbsolute(data)
  return path.join(isUsable ? data : path.join(home, '.local', 'share'), APP)
}

/**
 * Makes the directory where it is missing, for this user alone (0700), and names what lies in it. One that exists keeps its mode: it may
 * be a shared place the user chose, and each file in it is private by itself.
 */
export function prepareDataDirectory(place: string): DataDirectory {
  mkdirSync(place, { recursive: true, mode: 0o700 })
  const root = realpathSync(place)
  return {
    root,
    database: path.join(root, 'console.sqlite'),
    backups: path.join(root, 'backups'),
    logs: path.join(root, 'logs'),
    reports: path.join(root, 'reports'),
    sidecar: path.join(root, 'decisions.jsonl'),
    sandbox: path.join(root, 'sandbox'),
  }
}
