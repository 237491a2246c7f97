import { join, resolve } from 'node:path'
import type { Command } from 'commander'
import type { CommandLine } from '../command-line.ts'
import { wholeNumber } from '../option-values.ts'

interface SandboxFlags {
  readonly port?: number
  readonly store?: string
  readonly reset?: true
  readonly seed?: number
  readonly latency?: number
  readonly control?: true
}

export function addSandboxCommand(program: Command, cli: CommandLine): void {
  program
    .command('sandbox')
    .description('run the sandbox tenant in the foreground until Ctrl+C')
    .addOption(wholeNumber('--port <n>', 'listen on this port (else any free one)', { from: 0, to: 65_535 }))
    .option('--store <dir>', 'where its records lie (else the data directory’s "sandbox")')
    .option('--reset', 'empty it first; its identity stays')
    .addOption(wholeNumber('--seed <n>', 'add this many made-up leads', { from: 0, to: 1_000_000 }))
    .addOption(wholeNumber('--latency <ms>', 'answer that much later', { from: 0, to: 600_000 }))
    .option('--control', 'open the control endpoint that sets faults')
    .action((flags: SandboxFlags, command: Command) =>
      cli.inForeground(command, async ({ options, terminal, signal }) => {
        const [{ runSandbox }, { consolePlace }, { prepareDataDirectory }] = await Promise.all([
          import('../run-sandbox.ts'),
          import('../../compose/surroundings.ts'),
          import('../../adapters/node/data-directory.ts'),
        ])
        const store =
          flags.store ??
          join(prepareDataDirectory(consolePlace(options.dataDir ?? null, terminal.env).place).root, 'sandbox')
        return runSandbox(argumentsOf(flags, resolve(store)), { terminal, signal, isJson: options.json === true })
      }),
    )
}

export const argumentsOf = (flags: SandboxFlags, store: string): readonly string[] => [
  '--store',
  store,
  ...(flags.port === undefined ? [] : ['--port', String(flags.port)]),
  ...(flags.reset === true ? ['--reset'] : []),
  ...(flags.seed === undefined ? [] : ['--seed', String(flags.seed)]),
  ...(flags.latency === undefined ? [] : ['--latency', String(flags.latency)]),
  ...(flags.control === true ? ['--control'] : []),
]
