import type { Command } from 'commander'
import { resolve } from 'node:path'
import { ok } from '../../shared/lib/result.ts'
import type { Language } from '../../shared/words/language.ts'
import type { CommandLine } from '../command-line.ts'
import { outcome } from '../outcome.ts'
import { warnOfProd } from '../warn-of-prod.ts'
import { languageOption } from './report-command.ts'

export function addRunbookCommand(program: Command, cli: CommandLine): void {
  program
    .command('runbook')
    .description('the main job: checks, scenarios, gate status and reports of a tenant')
    .option('--out <dir>', 'where the reports go (else the data directory’s "reports")')
    .addOption(languageOption())
    .action(({ out, language }: { out?: string; language: Language }, command: Command) =>
      cli.withTenant(command, 'connect', async (context, tenant) => {
        warnOfProd(context, tenant)
        await context.host.recover({ tenantId: tenant.id, signal: context.signal, isAttended: false })
        const result = await context.core.runbook.run(tenant.id, {
          directory: out === undefined ? null : resolve(out),
          language,
          signal: context.signal,
        })
        if (!result.ok) return result
        const { runbookText } = await import('../text/runbook-text.ts')
        return ok(outcome(result.value, () => runbookText(result.value, context), result.value.ok))
      }),
    )
}
