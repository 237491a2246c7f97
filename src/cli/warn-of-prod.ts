import type { TenantView } from '../shared/model/tenant.ts'
import type { CommandContext } from './command-context.ts'

/** On standard error, before C1 creates a lead where real processes listen. */
export function warnOfProd({ terminal }: Pick<CommandContext, 'terminal'>, tenant: TenantView): void {
  if (tenant.effectiveEnvironment !== 'PROD') return
  terminal.stderr.write(
    `${tenant.name} is a PROD tenant: creating a lead there may start flows, send mails and reach people.\n`,
  )
}
