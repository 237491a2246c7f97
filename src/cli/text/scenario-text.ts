import type { ScenarioOutline, ScenarioResult, ScenarioRunResult } from '../../shared/model/scenario.ts'
import { STATUS_WORDS_EN } from '../../shared/words/status-words.en.ts'
import { formatTable, plain } from '../format-table.ts'
import { paintStatus } from '../paint.ts'
import type { Page } from './page.ts'

export function outlineText(outlines: readonly ScenarioOutline[], { paint, width }: Page): string {
  const one = ({ id, title, goal, steps, criteria }: ScenarioOutline): string =>
    [
      paint('strong', `${id}  ${title}`),
      goal,
      ...steps.map(({ title: step }, index) => `  ${index + 1}. ${step}`),
      formatTable(
        ['criterion', 'text'],
        criteria.map((criterion) => [criterion.id, criterion.text]),
        { width },
      ),
    ].join('\n')
  return outlines.map(one).join('\n\n')
}

/** A run of scenarios by themselves: its id leads to its evidence and its report. */
export function scenarioRunText({ runId, scenarios, cleanUp }: ScenarioRunResult, page: Page): string {
  return `${scenarioText({ scenarios, cleanUp }, page)}\n\nRun ${runId}`
}

interface Ran {
  readonly scenarios: readonly ScenarioResult[]
  /** Null where no scenario ran. */
  readonly cleanUp: ScenarioRunResult['cleanUp'] | null
}

/** One line per criterion: what the runbook asks and whether it holds; then what became of the test leads. */
export function scenarioText({ scenarios, cleanUp }: Ran, page: Page): string {
  return [criteriaText(scenarios, page), ...(cleanUp === null ? [] : [cleanUpText(cleanUp, page)])].join('\n\n')
}

/** What is still in D365 must be deleted by hand: each with its link and why it is there. */
function cleanUpText({ created, deleted, leftBehind }: ScenarioRunResult['cleanUp'], { paint, width }: Page): string {
  const counts = `Test leads: ${String(created)} created, ${String(deleted)} deleted`
  if (leftBehind.length === 0) return paint('good', `${counts}, none left.`)
  const rows = leftBehind.map(({ domain, link, reason }) => [plain(domain), `${link} ${plain(reason)}`])
  return `${paint('bad', `${counts}, ${String(leftBehind.length)} not proven gone:`)}\n\n${formatTable(['domain', 'link and reason'], rows, { width })}`
}

function criteriaText(scenarios: readonly ScenarioResult[], { paint, width }: Page): string {
  const rows = scenarios.flatMap(({ id, status, criteria, expected, finding, faultsAt }) => [
    [paint('strong', id), paintStatus(paint, status), plain(finding ?? `${criteria.length} criteria`)],
    ...(faultsAt === null ? [] : [['', '', STATUS_WORDS_EN.faultsAt[faultsAt]]]),
    ...criteria.map((criterion) => [
      criterion.id,
      paintStatus(paint, criterion.passed ? 'passed' : 'failed'),
      plain(criterion.text),
    ]),
    ...expected
      .filter(({ passed }) => !passed)
      .map(({ text }) => ['expected', paintStatus(paint, 'failed'), plain(text)]),
  ])
  return formatTable(['scenario', 'status', 'what'], rows, { width })
}
