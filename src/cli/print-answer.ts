import type { Failure } from '../shared/model/failure.ts'
import type { CommandContext } from './command-context.ts'
import { describeFailure } from './describe-failure.ts'
import { plain } from './format-table.ts'
import type { Outcome } from './outcome.ts'

type Output = Pick<CommandContext, 'options' | 'terminal' | 'paint'>

export function printOutcome({ document, text }: Outcome, { options, terminal }: Output): void {
  terminal.stdout.write(`${options.json === true ? JSON.stringify(document) : text()}\n`)
}

/** With `--json` the one document says what failed; otherwise two sentences on standard error: what happened, what to do. */
export function printFailure(failure: Failure, { options, terminal, paint }: Output): void {
  const error = describeFailure(failure)
  if (options.json === true) {
    terminal.stdout.write(`${JSON.stringify({ error })}\n`)
    return
  }
  const { code, message, remedy } = error
  terminal.stderr.write(`${paint('bad', plain(message))} (${code})\n${remedy === '' ? '' : `${plain(remedy)}\n`}`)
}
