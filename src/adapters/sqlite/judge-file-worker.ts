import { parentPort, workerData } from 'node:worker_threads'
import { judgeFile } from './judge-file.ts'
import type { DatabasePlace } from './with-connection.ts'

/** What the thread is given; its answer is a SoundFile. Anything else is thrown, and ends it. */
export interface JudgeOrder extends DatabasePlace {
  readonly newest: number
}

const order = workerData as JudgeOrder
parentPort?.postMessage(judgeFile(order, order.newest))
