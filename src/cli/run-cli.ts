import { CommanderError, type Command } from 'commander'
import { createCommandLine } from './command-line.ts'
import { createProgram } from './create-program.ts'
import { EXIT, type ExitCode } from './exit-code.ts'
import type { Terminal } from './terminal.ts'

/** One run of the command line, from arguments to exit code. Writes to the terminal it is given and nowhere else. */
export async function runCli(args: readonly string[], terminal: Terminal, version: string): Promise<ExitCode> {
  const cli = createCommandLine(terminal, version)
  const isJson = args.includes('--json')
  const program = createProgram(cli, version)
  for (const command of withSubcommands(program)) {
    command.exitOverride().configureOutput({
      writeOut: (text) => void terminal.stdout.write(text),
      // With --json the one document on standard output says it.
      writeErr: (text) => {
        if (!isJson) terminal.stderr.write(text)
      },
    })
  }
  try {
    await program.parseAsync(args, { from: 'user' })
    return cli.exitCode()
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (error.exitCode === 0) return EXIT.fine
    if (isJson) terminal.stdout.write(`${JSON.stringify({ error: usageError(error) })}\n`)
    return EXIT.refused
  }
}

function withSubcommands(command: Command): readonly Command[] {
  return [command, ...command.commands.flatMap(withSubcommands)]
}

const usageError = ({ code, message }: CommanderError) => ({
  code: code === 'commander.help' ? 'usage' : code.replace('commander.', 'usage.'),
  message: code === 'commander.help' ? 'No command is named.' : message.replace(/^error: /, ''),
  remedy: '"--help" after the command shows its arguments and options.',
})
