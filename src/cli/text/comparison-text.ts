import type { Change, RunComparison } from '../../shared/model/run-comparison.ts'
import { formatTable, plain } from '../format-table.ts'
import { localTime } from './gate-text.ts'
import type { Page } from './page.ts'

export function comparisonText({ first, second, rows, scenarios, worse, better }: RunComparison, page: Page): string {
  const { paint, width } = page
  const word = (change: Change): string =>
    change === 'worse' ? paint('bad', change) : change === 'better' ? paint('good', change) : change
  const lines = [
    ...rows.map(({ id, title, ...row }) => [id, row.first ?? '–', row.second ?? '–', word(row.change), plain(title)]),
    ...scenarios.flatMap(({ id, criteria, ...scenario }) => [
      [
        id,
        timed(scenario.first, scenario.firstMs),
        timed(scenario.second, scenario.secondMs),
        word(scenario.change),
        '',
      ],
      ...criteria.map((criterion) => [
        criterion.id,
        verdict(criterion.first),
        verdict(criterion.second),
        word(criterion.change),
        plain(criterion.text),
      ]),
    ]),
  ]
  const heading = `${paint('strong', 'first')}  ${first.runId}  ${localTime(first.startedAt)}\n${paint('strong', 'second')} ${second.runId}  ${localTime(second.startedAt)}`
  const sum = `${String(worse)} worse, ${String(better)} better`
  return [
    heading,
    formatTable(['line', 'first', 'second', 'change', 'text'], lines, { width }),
    paint(worse === 0 ? 'good' : 'bad', sum),
  ].join('\n\n')
}

const verdict = (isPassed: boolean | null): string => (isPassed === null ? '–' : isPassed ? 'passed' : 'failed')

const timed = (status: string | null, ms: number | null): string =>
  status === null ? '–' : ms === null ? status : `${status}, ${String(Math.round(ms))} ms`
