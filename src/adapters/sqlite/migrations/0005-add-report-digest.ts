import type { Migration } from './migration.ts'

/** What a written report must still be: its language, its SHA-256, its size. Unknown of those written before. */
export const addReportDigest: Migration = {
  version: 5,
  name: 'add report digest',
  migrate: (db) => {
    db.exec('ALTER TABLE reports ADD COLUMN language TEXT')
    db.exec('ALTER TABLE reports ADD COLUMN digest TEXT')
    db.exec('ALTER TABLE reports ADD COLUMN bytes INTEGER')
  },
}
