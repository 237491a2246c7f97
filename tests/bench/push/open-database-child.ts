import Database from 'better-sqlite3'
import { join } from 'node:path'

/* The least that a start on local data can be. */

const [dataDir = ''] = process.argv.slice(2)
const db = new Database(join(dataDir, 'console.sqlite'))
db.prepare('SELECT count(*) FROM attempts').get()
process.stdout.write('open\n')
