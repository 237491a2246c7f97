import type { Command } from 'commander'
import type { ConsoleAccess } from '../compose/console-options.ts'
import { fail, type Result } from '../shared/lib/result.ts'
import type { Failure } from '../shared/model/failure.ts'
import type { TenantView } from '../shared/model/tenant.ts'
import type { CommandContext, ConsoleContext } from './command-context.ts'
import { EXIT, exitCodeOf, type ExitCode } from './exit-code.ts'
import type { GlobalOptions } from './global-options.ts'
import type { Outcome } from './outcome.ts'
import { createPaint } from './paint.ts'
import { tellDefect } from './tell-defect.ts'
import type { Terminal } from './terminal.ts'

type Work = (context: CommandContext) => Promise<Result<Outcome, Failure>>
type ConsoleWork = (context: ConsoleContext) => Promise<Result<Outcome, Failure>>
type TenantWork = (context: ConsoleContext, tenant: TenantView) => Promise<Result<Outcome, Failure>>

/**
 * How commands run: they are handed what they need, answer with an outcome or a failure, and what is printed and which exit code
 * follows is decided here, once. Heavy parts are loaded when a command asks for them, so that `--help` and `decode` stay quick.
 */
export interface CommandLine {
  /** A command without local data. */
  readonly run: (command: Command, work: Work) => Promise<void>
  /** A command on local data: `write` takes the directory's lock, `read` opens beside whoever holds it. */
  readonly withConsole: (command: Command, access: ConsoleAccess, work: ConsoleWork) => Promise<void>
  /**
   * A command on one tenant, by `name` or else `--tenant`. `connect` = it will talk to D365: the secret of `--secret-stdin` and the
   * unlock of `--unlock` are applied to this process first.
   */
  readonly withTenant: (command: Command, access: TenantAccess, work: TenantWork, name?: string) => Promise<void>
  /** A command that runs until it is stopped, prints by itself, and says its exit code: stopping it is its good end. */
  readonly inForeground: (command: Command, work: (context: CommandContext) => Promise<ExitCode>) => Promise<void>
  /** Of the command that ran. */
  readonly exitCode: () => ExitCode
}

export type TenantAccess = ConsoleAccess | 'connect'

export function createCommandLine(terminal: Terminal, version: string): CommandLine {
  let exitCode: ExitCode = EXIT.fine
  const ended = (regular: ExitCode): ExitCode => (terminal.signal.aborted ? EXIT.interrupted : regular)

  const run: CommandLine['run'] = async (command, work) => {
    const context = { version, ...contextOf(command, terminal) }
    const { printFailure, printOutcome } = await import('./print-answer.ts')
    try {
      const answer = await work(context)
      if (answer.ok) {
        exitCode = ended(answer.value.isGood ? EXIT.fine : EXIT.bad)
        printOutcome(answer.value, context)
      } else {
        exitCode = ended(exitCodeOf(answer.failure))
        printFailure(answer.failure, context)
      }
    } catch (error) {
      const { localDataTrouble } = await import('../adapters/sqlite/local-data-trouble.ts')
      const failure = localDataTrouble(error, null) ?? tellDefect(error, terminal)
      exitCode = exitCodeOf(failure)
      printFailure(failure, context)
    }
  }

  const withConsole: CommandLine['withConsole'] = (command, access, work) =>
    run(command, async (context) => {
      const { openForCommand } = await import('./open-for-command.ts')
      const opened = await openForCommand(context, access)
      if (!opened.ok) return opened
      const host = opened.value
      try {
        return await work({ ...context, host, core: host.core })
      } finally {
        await host.close()
      }
    })

  const withTenant: CommandLine['withTenant'] = (command, access, work, name) =>
    withConsole(command, access === 'read' ? 'read' : 'write', async (context) => {
      const wanted = name ?? context.options.tenant
      if (wanted === undefined) return fail(NO_TENANT)
      const found = await context.core.tenants.find(wanted)
      if (!found.ok) return found
      if (access !== 'connect') return work(context, found.value)
      const { prepareConnection } = await import('./prepare-connection.ts')
      const prepared = await prepareConnection(context, found.value)
      return prepared.ok ? work(context, prepared.value) : prepared
    })

  const inForeground: CommandLine['inForeground'] = async (command, work) => {
    exitCode = await foreground({ version, ...contextOf(command, terminal) }, work)
  }

  return { run, withConsole, withTenant, inForeground, exitCode: () => exitCode }
}

async function foreground(
  context: CommandContext,
  work: (context: CommandContext) => Promise<ExitCode>,
): Promise<ExitCode> {
  try {
    return await work(context)
  } catch (error) {
    const { printFailure } = await import('./print-answer.ts')
    printFailure(tellDefect(error, context.terminal), context)
    return EXIT.internal
  }
}

function contextOf(command: Command, terminal: Terminal): Omit<CommandContext, 'version'> {
  return {
    options: command.optsWithGlobals<GlobalOptions>(),
    terminal,
    signal: terminal.signal,
    paint: createPaint(terminal),
    width: terminal.stdout.isTTY === true ? (terminal.stdout.columns ?? 80) : null,
  }
}

const NO_TENANT: Failure = {
  kind: 'InvalidInput',
  message: 'No tenant is named: give --tenant NAME ("tenant list" shows them).',
  fields: [{ field: 'tenant', message: 'Name it with --tenant NAME.' }],
}
