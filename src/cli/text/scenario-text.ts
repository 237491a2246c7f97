import type { ScenarioOutline, ScenarioResult } from '../../shared/model/scenario.ts'
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

/** One line per criterion: what the runbook asks and whether it holds. */
export function scenarioText(scenarios: readonly ScenarioResult[], { paint, width }: Page): string {
  const rows = scenarios.flatMap(({ id, status, criteria, expected, finding }) => [
    [paint('strong', id), paintStatus(paint, status), plain(finding ?? `${criteria.length} criteria`)],
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
