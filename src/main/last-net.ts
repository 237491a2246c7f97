import type { Log } from '../core/ports/log.ts'

/**
 * What nobody caught goes into the log, whose form leaves out everything that hangs on an error, and the console goes on: Node would print the
 * whole of it, and Electron show it in a box, credentials of a request included.
 */
export function logWhatNobodyCaught(log: Log): void {
  process.on('uncaughtException', (error) => log.write('error', 'a defect that nobody caught', { error }))
  process.on('unhandledRejection', (error) => log.write('error', 'a defect that nobody caught', { error }))
}
