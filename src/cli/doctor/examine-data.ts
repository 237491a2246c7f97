import { accessSync, constants, existsSync } from 'node:fs'
import { dirname } from 'node:path'
import { prepareDataDirectory } from '../../adapters/node/data-directory.ts'
import { systemClock } from '../../adapters/node/system-clock.ts'
import { LocalDataUnavailable } from '../../adapters/sqlite/local-data-unavailable.ts'
import { openLocalData } from '../../adapters/sqlite/local-data.ts'
import { holdDirectory } from '../../compose/hold-directory.ts'
import { finding, type Finding } from './finding.ts'

/** The data directory, its lock and its database. Makes nothing that is not there and changes nothing. */
export function examineData(place: string, nativeBinding: string | null): readonly Finding[] {
  const title = 'Data directory'
  if (!existsSync(place)) {
    const parent = nearestExisting(place)
    return isWritable(parent)
      ? [finding('data', title, 'passed', `${place} (made at first use)`)]
      : [
          finding('data', title, 'failed', [
            `${place} cannot be made in ${parent}`,
            'Choose another one with --data-dir.',
          ]),
        ]
  }
  if (!isWritable(place)) {
    return [finding('data', title, 'failed', [`${place} is not writable`, 'Mend its permissions or use --data-dir.'])]
  }
  const directory = prepareDataDirectory(place)
  const held = holdDirectory({ directory: directory.root, kind: 'cli', clock: systemClock, nativeBinding })
  if (held.ok) held.value()
  return [
    finding('data', title, 'passed', directory.root),
    finding('lock', 'Held by', 'passed', held.ok ? 'nobody' : held.failure.message),
    examineDatabase(directory.database, nativeBinding),
  ]
}

function examineDatabase(path: string, nativeBinding: string | null): Finding {
  const title = 'Database'
  if (!existsSync(path)) return finding('database', title, 'skipped', 'none yet; made at first use')
  try {
    const data = openLocalData({ path, isReadOnly: true, nativeBinding })
    const detail = `whole; SQLite ${data.sqliteVersion}; ${data.tenants.list().length} tenants`
    data.close()
    return finding('database', title, 'passed', detail)
  } catch (error) {
    if (!(error instanceof LocalDataUnavailable)) throw error
    const remedy = 'Start the console: a damaged file is moved aside and never deleted; "restore" brings a backup back.'
    return finding('database', title, 'failed', [error.message, remedy])
  }
}

function isWritable(directory: string): boolean {
  try {
    accessSync(directory, constants.W_OK)
    return true
  } catch {
    return false
  }
}

const nearestExisting = (place: string): string => (existsSync(place) ? place : nearestExisting(dirname(place)))
