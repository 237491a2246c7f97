import type { Command } from 'commander'
import { fail, ok, type Result } from '../../shared/lib/result.ts'
import type { Failure, RefusalReason } from '../../shared/model/failure.ts'
import type { PushedLead, PushOutcome, PushResult, PushSelection } from '../../shared/model/push.ts'
import type { PushService } from '../../core/services.ts'
import type { ConsoleContext } from '../command-context.ts'
import type { CommandLine } from '../command-line.ts'
import { severalValues, wholeNumber } from '../option-values.ts'
import { outcome, type Outcome } from '../outcome.ts'

interface PushFlags {
  readonly domain?: readonly string[]
  readonly all?: true
  readonly status?: string
  readonly search?: string
  readonly failedOf?: string
  readonly maxWait?: number
  readonly dryRun?: true
}

/** Leads that did not arrive where they should: the push ran, and its outcome is bad. */
const BAD_OUTCOMES: readonly PushOutcome[] = ['conflict', 'rejected', 'refused', 'failed', 'unknown', 'waiting']

const PROMISE = `
Every accepted lead ends as created once, rejected with a reason, or waiting:
requests may repeat, rows do not. Not covered is Hunter’s own worker, until
"leads export --for hunter" has told it the ids of leads pushed from here.`

export function addPushCommand(program: Command, cli: CommandLine): void {
  program
    .command('push')
    .description('bring leads into D365, each exactly once; also finishes what a crash left')
    .addOption(severalValues('--domain <domain>', 'this lead; may be given several times'))
    .option('--all', 'every lead')
    .option('--status <word>', 'every lead with this stored status or badge word')
    .option('--search <text>', 'every lead with this in domain or company name; with --status those of them alone')
    .option('--failed-of <run>', 'the leads of this push run that did not arrive')
    .addOption(wholeNumber('--max-wait <seconds>', 'stop when D365 asks for a longer pause', { from: 0, to: 86_400 }))
    .option('--dry-run', 'say what would happen; write nothing, here or there')
    .addHelpText('after', PROMISE)
    .action((flags: PushFlags, command: Command) =>
      cli.withTenant(command, 'connect', async (context, tenant) => {
        const selection = selectionOf(flags)
        if (!selection.ok) return selection
        const isDryRun = flags.dryRun === true
        const maxWaitMs = maxWaitOf(flags)
        const earlier = isDryRun ? ok(null) : await finishEarlier(context, tenant.id, maxWaitMs)
        if (!earlier.ok) return earlier
        const pushed = await context.core.push.run(tenant.id, selection.value, {
          signal: context.signal,
          isDryRun,
          ...(context.options.json === true ? { mostListed: MOST_IN_DOCUMENT } : {}),
          maxWaitMs,
          // Nobody can give a new secret to a command that holds the data directory.
          isAttended: false,
        })
        if (!pushed.ok) return pushed
        const refused = refusalOf(pushed.value, tenant.name)
        if (refused !== null) return fail(refused)
        if (!isDryRun) return outcomeOf(context, tenant.id, pushed.value)
        const { pushText } = await import('../text/push-text.ts')
        const forecast = await context.core.leads.forecast(tenant.id, selection.value)
        if (!forecast.ok) return forecast
        const { forecastText } = await import('../text/forecast-text.ts')
        const document = { ...pushed.value, forecast: forecast.value }
        const text = () => `${pushText(pushed.value, true, context)}\n${forecastText(forecast.value)}`
        return ok(outcome(document, text, isGoodPush(pushed.value)))
      }),
    )
}

async function outcomeOf(
  context: ConsoleContext,
  tenantId: string,
  result: PushResult,
): Promise<Result<Outcome, Failure>> {
  const document = context.options.json === true ? await withAllLeads(context, result) : result
  const writeBack = await context.core.leads.hunterWriteBackState(tenantId)
  if (!writeBack.ok) return writeBack
  const { pushText } = await import('../text/push-text.ts')
  const { untoldText } = await import('../text/write-back-text.ts')
  const text = () => pushText(result, false, context) + untoldText(writeBack.value)
  return ok(outcome(document, text, isGoodPush(result)))
}

const maxWaitOf = ({ maxWait }: PushFlags): number | null => (maxWait === undefined ? null : maxWait * 1000)

/** What an earlier push left waits no longer than this one may; other trouble with it stops nobody. */
async function finishEarlier(
  { host, signal }: ConsoleContext,
  tenantId: string,
  maxWaitMs: number | null,
): Promise<Result<null, Failure>> {
  const recovered = await host.recover({ tenantId, signal, isAttended: false, maxWaitMs })
  const isTooLong = !recovered.ok && maxWaitMs !== null && recovered.failure.kind === 'D365RateLimitError'
  return isTooLong ? recovered : ok(null)
}

/** More than this in one document helps nobody; the rest is counted, and `leads list` pages through it. */
const MOST_IN_DOCUMENT = 50_000
const PAGE = 1_000

/** A stored result lists the first leads of a large run; a program that reads the document wants all of them. */
async function withAllLeads({ core }: ConsoleContext, result: PushResult): Promise<PushResult> {
  if (result.unlisted === 0) return result
  const leads: PushedLead[] = []
  let after: string | null = null
  do {
    const page: Awaited<ReturnType<PushService['leads']>> = await core.push.leads(result.runId, {
      outcomes: null,
      after,
      limit: PAGE,
    })
    if (!page.ok) return result
    leads.push(...page.value.leads)
    after = page.value.next
  } while (after !== null && leads.length < MOST_IN_DOCUMENT)
  return { ...result, leads, unlisted: result.total - leads.length }
}

export function selectionOf({ domain, all, status, search, failedOf }: PushFlags): Result<PushSelection, Failure> {
  const given: readonly PushSelection[] = [
    ...(domain === undefined ? [] : [{ domains: domain }]),
    ...(all === undefined ? [] : [{ all } as const]),
    ...(search === undefined ? (status === undefined ? [] : [{ status }]) : [{ search, status: status ?? null }]),
    ...(failedOf === undefined ? [] : [{ failedOf }]),
  ]
  const [only] = given
  if (only !== undefined && given.length === 1) return ok(only)
  const message =
    'Say which leads: one of --domain, --all, --status, --search (with or without --status) and --failed-of.'
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
