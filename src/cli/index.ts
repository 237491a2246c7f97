import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { createKnownSecrets } from '../core/ports/known-secrets.ts'
import { EXIT } from './exit-code.ts'
import { catchTheRest } from './last-net.ts'
import { runCli } from './run-cli.ts'

const PackageSchema = z.object({ version: z.string() })

const stopping = new AbortController()

/** The first signal asks for an orderly end (what runs reaches a safe point, test leads are deleted); the second one does not ask. */
function stop(): void {
  if (stopping.signal.aborted) process.exit(EXIT.interrupted)
  stopping.abort(new Error('interrupted'))
}
process.on('SIGINT', stop)
process.on('SIGTERM', stop)

// A reader that has seen enough (`| head`) closes the pipe; that is no defect.
process.stdout.on('error', (error: NodeJS.ErrnoException) =>
  process.exit(error.code === 'EPIPE' ? EXIT.fine : EXIT.internal),
)

const packageFile = join(import.meta.dirname, '..', '..', 'package.json')
const { version } = PackageSchema.parse(JSON.parse(readFileSync(packageFile, 'utf8')))

const { stdin, stdout, stderr, env } = process
const terminal = { stdin, stdout, stderr, env, signal: stopping.signal, knownSecrets: createKnownSecrets() }
const words = process.argv.slice(2)
catchTheRest(process, terminal, words.includes('--json'))
const exitCode = await runCli(words, terminal, version)

// Not `process.exit` at once: a pipe may still hold the end of the document.
stdout.write('', () => process.exit(exitCode))
