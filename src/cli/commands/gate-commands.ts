import { resolve } from 'node:path'
import { Option, type Command } from 'commander'
import { invalidInput } from '../../shared/lib/invalid-input.ts'
import { fail, ok, type Result } from '../../shared/lib/result.ts'
import type { Failure } from '../../shared/model/failure.ts'
import { DecisionRequestSchema, type DecisionRequest, type GateVerification } from '../../shared/model/gate.ts'
import type { CommandLine } from '../command-line.ts'
import type { ConsoleContext } from '../command-context.ts'
import { choice } from '../option-values.ts'
import { outcome, type Outcome } from '../outcome.ts'

interface DecideFlags {
  readonly decision: string
  readonly reason: string
  readonly approver?: string
  readonly releases?: string
  readonly override?: string
  readonly waive?: readonly string[]
  readonly knownLimitations?: string
  readonly noteInD365?: boolean
}

export function addGateCommands(program: Command, cli: CommandLine): void {
  const gate = program.command('gate').description('the fifteen lines of E1 and the decision log')

  gate
    .command('status')
    .description('the gate of a tenant, derived from the newest evidence')
    .action((_options, command: Command) =>
      cli.withTenant(command, 'read', async (context, tenant) => {
        const status = await context.core.gate.status(tenant.id)
        if (!status.ok) return status
        const writeBack = await context.core.leads.hunterWriteBackState(tenant.id)
        if (!writeBack.ok) return writeBack
        const { gateText } = await import('../text/gate-text.ts')
        const { untoldText } = await import('../text/write-back-text.ts')
        const text = () => gateText(status.value, context) + untoldText(writeBack.value)
        return ok(outcome({ ...status.value, writeBack: writeBack.value }, text))
      }),
    )

  addDecide(gate, cli)
  addExport(gate, cli)

  gate
    .command('log')
    .description('every decision, oldest first')
    .action((_options, command: Command) =>
      cli.withConsole(command, 'read', async (context) => {
        const log = await context.core.gate.log()
        if (!log.ok) return log
        const { decisionLogText } = await import('../text/gate-text.ts')
        return ok(outcome({ entries: log.value }, () => decisionLogText(log.value, context)))
      }),
    )

  addVerify(gate, cli)
  addAnchor(gate, cli)
}

async function judged(
  context: ConsoleContext,
  verified: Result<GateVerification, Failure>,
): Promise<Result<Outcome, Failure>> {
  if (!verified.ok) return verified
  const { verificationText } = await import('../text/gate-text.ts')
  const { value } = verified
  return ok(outcome(value, () => verificationText(value, context), value.verdict === 'ok'))
}

function addAnchor(gate: Command, cli: CommandLine): void {
  gate
    .command('anchor')
    .description('vouch for entries that the checkpoint file lacks: they are written into it, and the log says so')
    .action((_options, command: Command) =>
      cli.withConsole(command, 'write', async (context) => judged(context, await context.core.gate.anchor())),
    )
}

function addVerify(gate: Command, cli: CommandLine): void {
  gate
    .command('verify')
    .description('whether the decision log is whole and unaltered')
    .addOption(
      new Option('--code <code>', 'hold it against the short code that a report printed').conflicts('againstD365'),
    )
    .option('--against-d365', 'hold it against the notes in the tenant’s own Dataverse')
    .action(({ code, againstD365 }: { code?: string; againstD365?: boolean }, command: Command) =>
      againstD365 === true
        ? cli.withTenant(command, 'connect', async (context, { id }) =>
            judged(context, await context.core.gate.verifyAgainstD365(id)),
          )
        : cli.withConsole(command, 'read', async (context) =>
            judged(context, await context.core.gate.verify(code ?? null)),
          ),
    )
}

function addExport(gate: Command, cli: CommandLine): void {
  gate
    .command('export')
    .description('the log for an auditor without the console: entries, checkpoint, public key, verifier')
    .argument('<dir>')
    .action((dir: string, _options, command: Command) =>
      cli.withConsole(command, 'read', async ({ core }) => {
        const written = await core.gate.exportTo(resolve(dir))
        return written.ok ? ok(outcome(written.value, () => written.value.files.join('\n'))) : written
      }),
    )
}

function addDecide(gate: Command, cli: CommandLine): void {
  gate
    .command('decide')
    .description('record GO or NO-GO')
    .addOption(choice('--decision <word>', 'the decision', ['GO', 'NO-GO']).makeOptionMandatory())
    .requiredOption('--reason <text>', 'why')
    .option('--approver <name>', 'who approves it (typed, not proven)')
    .option('--releases <tenant>', 'the PROD tenant that a GO opens')
    .option('--override <reason>', 'a GO against the rules; the log shows it for ever')
    .option('--waive <line=reason...>', 'waive E1.4, E1.5 or E1.6')
    .option('--known-limitations <text>', 'what is known not to work')
    .option('--note-in-d365', 'leave the entry’s hash as a note in the tenant’s own Dataverse')
    .action((flags: DecideFlags, command: Command) =>
      cli.withTenant(command, flags.noteInD365 === true ? 'connect' : 'write', async (context, tenant) => {
        const request = await requestOf(flags, tenant.id, context)
        if (!request.ok) return request
        const receipt = await context.core.gate.decide(request.value)
        if (!receipt.ok) return receipt
        const { receiptText } = await import('../text/gate-text.ts')
        const isWhole = (receipt.value.note?.failure ?? null) === null
        return ok(outcome(receipt.value, () => receiptText(receipt.value, tenant.name), isWhole))
      }),
    )
}

async function requestOf(
  flags: DecideFlags,
  tenantId: string,
  { core }: ConsoleContext,
): Promise<Result<DecisionRequest, Failure>> {
  const waivers = waiversOf(flags.waive ?? [])
  if (!waivers.ok) return waivers
  const released = flags.releases === undefined ? null : await core.tenants.find(flags.releases)
  if (released !== null && !released.ok) return released
  const parsed = DecisionRequestSchema.safeParse({
    tenantId,
    decision: flags.decision,
    reason: flags.reason,
    approver: flags.approver,
    releasesTenantId: released?.value.id,
    override: flags.override,
    waivers: waivers.value,
    knownLimitations: flags.knownLimitations,
    noteInD365: flags.noteInD365,
  })
  return parsed.success ? ok(parsed.data) : fail(invalidInput(parsed.error.issues))
}

/** `E1.4=the tenant does not throttle` → line and reason. */
export function waiversOf(words: readonly string[]): Result<Readonly<Record<string, string>>, Failure> {
  const pairs = words.map((word) => /^(E1\.\d{1,2})=(.+)$/su.exec(word))
  const wrong = words[pairs.findIndex((pair) => pair === null)]
  if (wrong !== undefined) {
    const message = `A waiver is written LINE=REASON, for example E1.5="no throttling on this tenant"; "${wrong}" is not.`
    return fail({ kind: 'InvalidInput', message, fields: [{ field: 'waive', message }] })
  }
  return ok(Object.fromEntries(pairs.map((pair) => [pair?.[1] ?? '', pair?.[2]?.trim() ?? ''])))
}
