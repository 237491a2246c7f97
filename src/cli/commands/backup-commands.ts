import { resolve } from 'node:path'
import type { Command } from 'commander'
import { ok } from '../../shared/lib/result.ts'
import type { CommandLine } from '../command-line.ts'
import { outcome } from '../outcome.ts'

export function addBackupCommands(program: Command, cli: CommandLine): void {
  program
    .command('backup')
    .description('write a whole copy of local data to a file')
    .argument('<file>')
    .action((file: string, _options, command: Command) =>
      cli.withConsole(command, 'write', async ({ host }) => {
        const written = await host.backups.writeTo(resolve(file))
        return written.ok ? ok(outcome({ path: written.value }, () => written.value)) : written
      }),
    )

  program
    .command('restore')
    .description('put a copy back; the present database is moved aside, decisions made since are kept')
    .argument('<file>')
    .action((file: string, _options, command: Command) =>
      cli.withConsole(command, 'write', async (context) => {
        const restored = await context.host.backups.restoreFile(resolve(file))
        if (!restored.ok) return restored
        const { verificationText } = await import('../text/gate-text.ts')
        const { value } = restored
        return ok(outcome({ decisions: value }, () => `Restored.\n${verificationText(value, context)}`))
      }),
    )
}
