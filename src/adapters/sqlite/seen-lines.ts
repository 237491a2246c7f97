import type Database from 'better-sqlite3'
import type { SeenLines } from '../../core/ports/stores.ts'

const TABLE = `
CREATE TEMP TABLE IF NOT EXISTS seen_lines (
  reading INTEGER NOT NULL,
  domain TEXT NOT NULL,
  line INTEGER NOT NULL,
  PRIMARY KEY (reading, domain)
) STRICT, WITHOUT ROWID`

/** Which domain stands on which line of a file that is being read: in SQLite's temporary file, since a map of a million domains is no small thing. */
export function createSeenLines(db: Database.Database): () => SeenLines {
  let readings = 0
  return () => {
    db.exec(TABLE)
    readings += 1
    const reading = readings
    const add = db.prepare<[number, string, number]>(
      'INSERT INTO temp.seen_lines VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
    )
    const lineOf = db.prepare<[number, string], { line: number }>(
      'SELECT line FROM temp.seen_lines WHERE reading = ? AND domain = ?',
    )
    const forget = db.prepare<[number]>('DELETE FROM temp.seen_lines WHERE reading = ?')
    return {
      see: (line, domain) =>
        add.run(reading, domain, line).changes === 1 ? null : (lineOf.get(reading, domain)?.line ?? null),
      end: () => void forget.run(reading),
    }
  }
}
