import { randomUUID } from 'node:crypto'
import { logLine } from '../adapters/node/log-line.ts'
import type { Failure } from '../shared/model/failure.ts'
import type { Terminal } from './terminal.ts'

/**
 * A defect goes to standard error as one line of the log's own form, under the id that the answer names: an error of an HTTP or sign-in
 * library carries the whole request, credentials included, and the log's form leaves all of that out.
 */
export function tellDefect(
  error: unknown,
  { stderr, knownSecrets }: Pick<Terminal, 'stderr' | 'knownSecrets'>,
): Failure {
  const id = randomUUID()
  const at = new Date().toISOString()
  stderr.write(logLine({ at, level: 'error', message: `defect ${id}`, fields: { error } }, knownSecrets))
  return { kind: 'Bug', id, message: `The console has a defect; standard error describes it under ${id}.` }
}
