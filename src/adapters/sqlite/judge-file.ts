import { statSync } from 'node:fs'
import { checkIntegrity, judgeNotNewer, judgeOwner } from './judge-database.ts'
import { withConnection, type DatabasePlace } from './with-connection.ts'

/** A database that was judged and found sound, with the stamp it had before: whoever changes the file changes the stamp. */
export interface SoundFile {
  readonly stamp: string
}

/**
 * Holds a database against all that must be true before it is opened for writing: ours, of a schema this console knows (`newest`), whole.
 * Looks without writing: closing a connection that may write would first work the log into the damaged file and then delete it, and with
 * them what a rescue could start from. An empty file is sound.
 *
 * @throws LocalDataUnavailable for another program's file or a newer one, SQLite's own error for a damaged one (`isDamage`).
 */
export function judgeFile(place: DatabasePlace, newest: number): SoundFile {
  const { path: file } = place
  const stamp = stampOf(file)
  if (statSync(file).size > 0) {
    withConnection(place, { isReadOnly: true, isKept: false }, (db) => {
      judgeOwner(db, file)
      judgeNotNewer(db, file, newest)
      checkIntegrity(db, file)
    })
  }
  return { stamp }
}

export const isAsJudged = (file: string, { stamp }: SoundFile): boolean => stampOf(file) === stamp

/** Which file it is, and of it and its log how much there is and since when. */
function stampOf(file: string): string {
  const of = (path: string): string => {
    const seen = statSync(path, { throwIfNoEntry: false })
    return seen === undefined || seen.size === 0 ? '' : [seen.dev, seen.ino, seen.size, seen.mtimeMs].join(' ')
  }
  return `${of(file)}, ${of(`${file}-wal`)}`
}
