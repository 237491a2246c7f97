import { once } from 'node:events'
import Database from 'better-sqlite3'

/* Another program in the console's database: takes the exclusive lock, says so, and keeps it until its standard input ends. */

const db = new Database(process.argv[2])
db.exec('BEGIN EXCLUSIVE')
process.stdout.write('held\n')
process.stdin.resume()
await once(process.stdin, 'end')
db.exec('COMMIT')
db.close()
