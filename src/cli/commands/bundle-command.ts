import type { Command } from 'commander'
import { aboutProcess } from '../../compose/about-process.ts'
import { ok } from '../../shared/lib/result.ts'
import type { CommandLine } from '../command-line.ts'
import { outcome } from '../outcome.ts'

export function addBundleCommand(program: Command, cli: CommandLine): void {
  program
    .command('bundle')
    .description('write a ZIP for support: log, last failures, profiles, versions; no secret is in it')
    .requiredOption('--out <file>', 'where to')
    .action((flags: { readonly out: string }, command: Command) =>
      cli.withConsole(command, 'read', async ({ core, host }) => {
        const written = await core.support.bundle(flags.out, aboutProcess(await host.info()))
        if (!written.ok) return written
        const { file, parts } = written.value
        return ok(outcome(written.value, () => [file, ...parts.map(({ name }) => `  ${name}`)].join('\n')))
      }),
    )
}
