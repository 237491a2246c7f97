import type { EventEmitter } from 'node:events'
import { describeFailure } from './describe-failure.ts'
import { EXIT, type ExitCode } from './exit-code.ts'
import { tellDefect } from './tell-defect.ts'
import type { Terminal } from './terminal.ts'

interface Ending extends Pick<EventEmitter, 'on'> {
  readonly exit: (code: ExitCode) => unknown
}

/** What nobody caught ends the process with 5 and the one document, instead of Node's own print of everything that hangs on the error. */
export function catchTheRest(process: Ending, terminal: Terminal, isJson: boolean): void {
  const end = (error: unknown): void => {
    const failure = tellDefect(error, terminal)
    if (isJson) terminal.stdout.write(`${JSON.stringify({ error: describeFailure(failure) })}\n`)
    process.exit(EXIT.internal)
  }
  process.on('uncaughtException', end)
  process.on('unhandledRejection', end)
}
