import { openSandbox } from './open-sandbox.ts'
import { readArguments, UsageError } from './sandbox-arguments.ts'
import { StoreHeldError } from './store/store-held-error.ts'
import type { ProcessArguments } from './sandbox-arguments.ts'
import type { OpenSandbox } from './open-sandbox.ts'

/**
 * The sandbox as a process of its own, plain or as Electron's utility process. Prints one line when it listens, ends on SIGINT and
 * SIGTERM with 0, and with `--exit-with-parent` as soon as its parent is gone.
 */

/** Electron's port to the parent; only what is used here, because this file must not know Electron. */
interface ParentPort {
  postMessage(message: unknown): void
  on(event: 'close', listener: () => void): void
}

interface Problem {
  readonly exitCode: number
  readonly error: { readonly code: string; readonly message: string; readonly remedy: string }
}

const parentPort = (process as unknown as { parentPort?: ParentPort }).parentPort

const main = async (argv: readonly string[]): Promise<void> => {
  let wanted: ProcessArguments
  let sandbox: OpenSandbox
  try {
    wanted = readArguments(argv)
    sandbox = await openSandbox(wanted.options)
  } catch (error) {
    fail(describe(error))
    return
  }
  const stop = stopOnce(sandbox)
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  if (wanted.exitsWithParent) watchParent(stop)
  announce(sandbox, wanted.isJson)
  sandbox.ready.catch((error: unknown) => fail(describe(error)))
}

const announce = (sandbox: OpenSandbox, isJson: boolean): void => {
  const { info } = sandbox
  const sentence = `The sandbox tenant listens on ${info.baseUrl} (tenant ${info.tenantId}, client ${info.clientId}). Press Ctrl+C to end it.`
  process.stdout.write(`${isJson ? JSON.stringify(info) : sentence}\n`)
  parentPort?.postMessage(info)
}

const stopOnce = (sandbox: OpenSandbox): (() => void) => {
  let isStopping = false
  return () => {
    if (isStopping) return
    isStopping = true
    void sandbox.close().finally(() => process.exit(0))
  }
}

/** A utility process hears its port close; a plain child sees the end of its standard input. */
const watchParent = (stop: () => void): void => {
  if (parentPort) {
    parentPort.on('close', stop)
    return
  }
  process.stdin.on('end', stop)
  process.stdin.on('error', stop)
  process.stdin.resume()
}

const describe = (error: unknown): Problem => {
  if (error instanceof UsageError || error instanceof RangeError) {
    return problem(2, 'wrong_usage', error.message, 'Look up the options in docs/sandbox.md.')
  }
  if (error instanceof StoreHeldError) {
    const whom = error.holder === undefined ? 'the process that holds it' : `process ${error.holder}`
    return problem(2, 'store_held', error.message, `End ${whom}, attach to it, or choose another --store.`)
  }
  const code = (error as { code?: unknown }).code
  if (code === 'EADDRINUSE') {
    return problem(
      2,
      'port_taken',
      'The port is in use by another program.',
      'Leave out --port, or choose another one.',
    )
  }
  const message = error instanceof Error ? error.message : String(error)
  return problem(
    5,
    'internal',
    message,
    'Start again with --reset; if that does not help, move the store directory aside.',
  )
}

const problem = (exitCode: number, code: string, message: string, remedy: string): Problem => ({
  exitCode,
  error: { code, message, remedy },
})

const fail = ({ exitCode, error }: Problem): void => {
  process.stdout.write(`${JSON.stringify({ error })}\n`)
  parentPort?.postMessage({ error })
  process.exitCode = exitCode
  // A utility process does not end by itself; the message must be on its way first.
  if (parentPort) setTimeout(() => process.exit(exitCode), 100)
}

void main(process.argv.slice(2))
