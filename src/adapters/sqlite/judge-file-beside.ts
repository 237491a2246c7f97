import { Worker } from 'node:worker_threads'
import type { SoundFile } from './judge-file.ts'
import type { JudgeOrder } from './judge-file-worker.ts'
import { MIGRATIONS } from './migrations/migrations.ts'
import type { DatabasePlace } from './with-connection.ts'

/**
 * Judges the database in a thread of its own, so that this one can load what the console needs meanwhile. The whole file is read, which takes as
 * long as all the rest of a start. Null = not known to be sound, for whatever reason (damaged, newer, not there yet, no thread to be had):
 * opening it then judges it once more and says which.
 * `worker` is the path of `judge-file-worker` as this program runs it.
 */
export function judgeFileBeside(worker: string, place: DatabasePlace): Promise<SoundFile | null> {
  const order: JudgeOrder = { ...place, newest: MIGRATIONS.at(-1)?.version ?? 0 }
  return new Promise((resolve) => {
    try {
      const thread = new Worker(worker, { workerData: order })
      thread.once('message', (found: SoundFile) => resolve(found))
      thread.once('error', () => resolve(null))
      thread.once('exit', () => resolve(null))
    } catch {
      resolve(null)
    }
  })
}
