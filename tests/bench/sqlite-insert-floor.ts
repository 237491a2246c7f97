import Database from 'better-sqlite3'
import { join } from 'node:path'
import { makeTempDir } from '../support/temp-dir.ts'

export interface InsertFloor extends Disposable {
  /** Parses every body and inserts its targets, one transaction a body. */
  rowsPerSecond(bodies: readonly string[]): number
}

type Target = Readonly<Record<string, string | number>>

const columns = [
  ...[
    'leadid',
    'subject',
    'companyname',
    'firstname',
    'lastname',
    'emailaddress1',
    'telephone1',
    'websiteurl',
    'jobtitle',
  ],
  ...['address1_city', 'address1_country', 'numberofemployees', 'leadsourcecode', 'description'],
]

/** What the bytes of a bulk create cost when nothing is checked: the same columns, no index but the
 * key's, write-ahead log with as rare checkpoints, on disk. */
export function openInsertFloor(): InsertFloor {
  const folder = makeTempDir('hunter-bench-floor-')
  const db = new Database(join(folder.path, 'floor.db'))
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = NORMAL')
  db.pragma('wal_autocheckpoint = 8000')
  db.pragma('cache_size = -65536')
  db.exec(`CREATE TABLE lead (${columns.map((name, at) => (at === 0 ? `${name} TEXT PRIMARY KEY` : name)).join(', ')})`)
  const insert = db.prepare(`INSERT INTO lead VALUES (${columns.map(() => '?').join(',')})`)
  const insertAll = db.transaction((targets: readonly Target[]) => {
    for (const target of targets) insert.run(columns.map((name) => target[name]))
    return targets.length
  })
  return {
    rowsPerSecond: (bodies) => {
      const startedMs = performance.now()
      let rows = 0
      for (const body of bodies) rows += insertAll((JSON.parse(body) as { Targets: readonly Target[] }).Targets)
      return (rows * 1000) / (performance.now() - startedMs)
    },
    [Symbol.dispose]: () => {
      db.close()
      folder.remove()
    },
  }
}
