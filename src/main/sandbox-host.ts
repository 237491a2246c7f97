import { utilityProcess } from 'electron'
import type { LaunchSandbox } from '../compose/own-sandbox.ts'
import { superviseSandbox } from '../compose/supervise-sandbox.ts'
import { Readable } from 'node:stream'

/** Starts the sandbox beside the main process, so that the window never waits for it; it ends with its parent, also after `kill -9`. */
export const launchSandboxUtility =
  (entry: string, storeDirectory: string): LaunchSandbox =>
  () => {
    const child = utilityProcess.fork(entry, ['--store', storeDirectory, '--json', '--control', '--exit-with-parent'], {
      serviceName: 'Sandbox tenant',
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
    const end = (): void => void child.kill()
    return superviseSandbox({
      stdout: asReadable(child.stdout),
      stderr: asReadable(child.stderr),
      exited,
      stop: end,
      kill: end,
    })
  }

const asReadable = (stream: NodeJS.ReadableStream | null): Readable =>
  stream instanceof Readable ? stream : Readable.from(stream ?? [])
