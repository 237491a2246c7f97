import type { Command } from 'commander'
import { fail, ok, type Result } from '../../shared/lib/result.ts'
import type { Failure, RefusalReason } from '../../shared/model/failure.ts'
import type { PushOutcome, PushResult, PushSelection } from '../../shared/model/push.ts'
import type { CommandLine } from '../command-line.ts'
import { severalValues } from '../option-values.ts'
import { outcome } from '../outcome.ts'

interface PushFlags {
  readonly domain?: readonly string[]
  readonly all?: true
  readonly status?: string
  readonly dryRun?: true
}

/** Leads that did not arrive where they should: the push ran, and its outcome is bad. */
const BAD_OUTCOMES: readonly PushOutcome[] = ['conflict', 'rejected', 'refused', 'failed', 'unknown', 'waiting']

export function addPushCommand(program: Command, cli: CommandLine): void {
  program
    .command('push')
    .description('bring leads into D365, each exactly once; also finishes what a crash left')
    .addOption(severalValues('--domain <domain>', 'this lead; may be given several times'))
    .option('--all', 'every lead')
    .option('--status <word>', 'every lead with this stored status or badge word')
    .option('--dry-run', 'say what would happen; write nothing, here or there')
    .action((flags: PushFlags, command: Command) =>
      cli.withTenant(command, 'connect', async (context, tenant) => {
        const selection = selectionOf(flags)
        if (!selection.ok) return selection
        const isDryRun = flags.dryRun === true
        if (!isDryRun) await context.host.recover(context.signal)
        const pushed = await context.core.push.run(tenant.id, selection.value, { signal: context.signal, isDryRun })
        if (!pushed.ok) return pushed
        const refused = refusalOf(pushed.value, tenant.name)
        if (refused !== null) return fail(refused)
        const { pushText } = await import('../text/push-text.ts')
        if (!isDryRun)
          return ok(outcome(pushed.value, () => pushText(pushed.value, false, context), isGoodPush(pushed.value)))
        const forecast = await context.core.leads.forecast(tenant.id, selection.value)
        if (!forecast.ok) return forecast
        const { forecastText } = await import('../text/forecast-text.ts')
        const document = { ...pushed.value, forecast: forecast.value }
        const text = () => `${pushText(pushed.value, true, context)}\n${forecastText(forecast.value)}`
        return ok(outcome(document, text, isGoodPush(pushed.value)))
      }),
    )
}

export function selectionOf({ domain, all, status }: PushFlags): Result<PushSelection, Failure> {
  const given: readonly PushSelection[] = [
    ...(domain === undefined ? [] : [{ domains: domain }]),
    ...(all === undefined ? [] : [{ all } as const]),
    ...(status === undefined ? [] : [{ status }]),
  ]
  const [only] = given
  if (only !== undefined && given.length === 1) return ok(only)
  const message = 'Say which leads: one of --domain, --all and --status.'
  return fail({ kind: 'InvalidInput', message, fields: [{ field: 'domain', message }] })
}

const isGoodPush = ({ outcomes }: PushResult): boolean => BAD_OUTCOMES.every((word) => outcomes[word] === 0)

/** A push that a rule refused as a whole did not run; the rule's name is the leads' reason. */
export function refusalOf({ total, outcomes, leads }: PushResult, tenant: string): Failure | null {
  const reason = RULES[leads[0]?.reason ?? '']
  if (total === 0 || outcomes.refused !== total || reason === undefined) return null
  return { kind: 'Refused', reason, message: `Nothing was pushed to ${tenant}: ${REASONS_IN_WORDS[reason] ?? reason}.` }
}

const RULES: Readonly<Record<string, RefusalReason | undefined>> = {
  d365_disabled: 'd365_disabled',
  prod_locked: 'prod_locked',
  organization_changed: 'organization_changed',
}

const REASONS_IN_WORDS: Partial<Record<RefusalReason, string>> = {
  d365_disabled: 'its feature flag is off',
  prod_locked: 'it is a PROD tenant and locked',
  organization_changed: 'it leads to another organisation than before',
}
