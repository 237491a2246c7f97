import type { Command } from 'commander'
import { fail, ok, type Result } from '../../shared/lib/result.ts'
import type { Failure } from '../../shared/model/failure.ts'
import type { ScenarioId, ScenarioOutline } from '../../shared/model/scenario.ts'
import type { CommandLine } from '../command-line.ts'
import { plain } from '../format-table.ts'
import { outcome } from '../outcome.ts'
import { warnOfProd } from '../warn-of-prod.ts'

export function addScenarioCommands(program: Command, cli: CommandLine): void {
  const scenario = program.command('scenario').description('the scenarios of the runbook')

  scenario
    .command('list')
    .description('what can be run, with steps and acceptance criteria')
    .action((_options, command: Command) =>
      cli.withConsole(command, 'read', async (context) => {
        const outlines = context.core.scenarios.list()
        const { outlineText } = await import('../text/scenario-text.ts')
        return ok(outcome({ scenarios: outlines }, () => outlineText(outlines, context)))
      }),
    )

  scenario
    .command('run')
    .description('run scenarios against a tenant')
    .argument('<id...>', 'C1, C2, … or all')
    .option('--lead <domain>', 'C1 alone: push this lead of yours instead of a test lead; it stays in D365')
    .action((ids: readonly string[], { lead }: { lead?: string }, command: Command) =>
      cli.withTenant(command, 'connect', async (context, tenant) => {
        const chosen = chooseScenarios(ids, context.core.scenarios.list())
        if (!chosen.ok) return chosen
        warnOfProd(context, tenant)
        await context.host.recover({ tenantId: tenant.id, signal: context.signal, isAttended: false })
        const result = await context.core.scenarios.run(tenant.id, chosen.value, {
          signal: context.signal,
          ...(lead === undefined ? {} : { lead }),
        })
        if (!result.ok) return result
        const { scenarioRunText } = await import('../text/scenario-text.ts')
        return ok(outcome(result.value, () => scenarioRunText(result.value, context), result.value.ok))
      }),
    )

  addNote(scenario, cli)
}

function addNote(scenario: Command, cli: CommandLine): void {
  scenario
    .command('note')
    .description('your own words on a scenario of a run; they go into its reports')
    .argument('<id>', 'C1, C2, …')
    .requiredOption('--run <id>', 'the run of the scenarios, or the runbook that ran them')
    .requiredOption('--note <text>', 'what was seen; an empty one takes the note away')
    .action((id: string, { run, note: text }: { run: string; note: string }, command: Command) =>
      cli.withConsole(command, 'write', async ({ core }) => {
        const chosen = chooseScenarios([id], core.scenarios.list())
        if (!chosen.ok) return chosen
        const [scenarioId] = chosen.value
        if (scenarioId === undefined || chosen.value.length > 1) return fail(ONE_SCENARIO)
        const noted = await core.scenarios.setNote(run, scenarioId, text)
        if (!noted.ok) return noted
        const note = noted.value.scenarios.find((result) => result.id === scenarioId)?.note ?? null
        const words = note === null ? `${scenarioId} has no note.` : `${scenarioId}: ${note}`
        return ok(outcome({ runId: noted.value.runId, scenario: scenarioId, note }, () => plain(words)))
      }),
    )
}

const ONE_SCENARIO: Failure = {
  kind: 'InvalidInput',
  message: 'A note belongs to one scenario.',
  fields: [{ field: 'id', message: 'A note belongs to one scenario.' }],
}

/** `all`, or ids in any letter case, each once and in the runbook's order. */
export function chooseScenarios(
  words: readonly string[],
  known: readonly Pick<ScenarioOutline, 'id'>[],
): Result<readonly ScenarioId[], Failure> {
  const wanted = words.map((word) => word.toUpperCase())
  const ids = known.map(({ id }) => id)
  if (wanted.includes('ALL')) return ok(ids)
  const unknown = words.filter((word) => !ids.some((id) => id === word.toUpperCase()))
  if (unknown.length === 0) return ok(ids.filter((id) => wanted.includes(id)))
  const message = `There is no scenario ${unknown.join(', ')}; there are ${ids.join(', ')} and all.`
  return fail({ kind: 'InvalidInput', message, fields: [{ field: 'id', message }] })
}
