import { join, resolve } from 'node:path'
import type { Command } from 'commander'
import type { CommandLine } from '../command-line.ts'
import { choice, wholeNumber } from '../option-values.ts'

interface SandboxFlags {
  readonly port?: number
  readonly store?: string
  readonly reset?: true
  readonly seed?: number
  readonly latency?: number
  readonly control?: true
  readonly profile?: string
  readonly serverTime?: string
  readonly servers?: number
  readonly limits: boolean
  readonly tokenLifetime?: number
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
    .addOption(choice('--profile <p>', 'custom lead columns of a new store', ['hnt', 'hunter', 'none']))
    .option('--server-time <base,row>', 'milliseconds a call takes, and each row it writes, e.g. 91,9.1')
    .addOption(wholeNumber('--servers <n>', 'web servers behind the affinity cookie', { from: 1, to: 64 }))
    .option('--no-limits', 'do not enforce the service protection limits')
    .addOption(wholeNumber('--token-lifetime <s>', 'seconds a token lives', { from: 1, to: 86_400 }))
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

const valued = (name: string, value: string | number | undefined): readonly string[] =>
  value === undefined ? [] : [name, String(value)]

const argumentsOf = (flags: SandboxFlags, store: string): readonly string[] => [
  ...['--store', store],
  ...valued('--port', flags.port),
  ...(flags.reset === true ? ['--reset'] : []),
  ...valued('--seed', flags.seed),
  ...valued('--latency', flags.latency),
  ...(flags.control === true ? ['--control'] : []),
  ...valued('--profile', flags.profile),
  ...valued('--server-time', flags.serverTime),
  ...valued('--servers', flags.servers),
  ...(flags.limits ? [] : ['--no-limits']),
  ...valued('--token-lifetime', flags.tokenLifetime),
]
