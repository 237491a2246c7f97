import { spawn } from 'node:child_process'
import { join } from 'node:path'
import type { LaunchSandbox } from './own-sandbox.ts'
import { superviseSandbox } from './supervise-sandbox.ts'

/** The sandbox's entry as Node runs it from a checkout. */
export const SANDBOX_ENTRY = join(import.meta.dirname, '..', 'sandbox', 'sandbox-process.ts')

/** Starts the sandbox as a plain child: it ends when this process does, however that ends, because its standard input closes then. */
export const launchSandboxChild =
  (storeDirectory: string): LaunchSandbox =>
  () => {
    const child = spawn(
      process.execPath,
      [SANDBOX_ENTRY, '--store', storeDirectory, '--json', '--control', '--exit-with-parent'],
      // A process group of its own: Ctrl+C must not take the sandbox away before this process has cleaned up in it.
      { stdio: ['pipe', 'pipe', 'pipe'], windowsHide: true, detached: process.platform !== 'win32' },
    )
    // An error event (the program could not be started) comes instead of an exit.
    const exited = new Promise<void>((resolve) => {
      child.once('exit', () => resolve())
      child.once('error', () => resolve())
    })
    child.stdin.on('error', () => undefined)
    return superviseSandbox({
      stdout: child.stdout,
      stderr: child.stderr,
      exited,
      stop: () => child.stdin.end(),
      kill: () => void child.kill('SIGKILL'),
    })
  }
