import type { RunbookResult } from '../../shared/model/runbook.ts'
import { checkText } from './check-text.ts'
import { gateText } from './gate-text.ts'
import type { Page } from './page.ts'
import { skippedText } from './report-text.ts'
import { scenarioText } from './scenario-text.ts'

export function runbookText(
  { tenant, check, scenarios, cleanUp, gate, reports, skippedReports, ok, ...measured }: RunbookResult,
  page: Page,
): string {
  const { paint } = page
  return [
    checkText(check, page),
    `${paint('strong', 'Scenarios')}\n\n${scenarioText({ scenarios, cleanUp }, page)}`,
    gateText(gate, page),
    `${paint('strong', reports.length === 1 ? 'Report' : 'Reports')}\n\n${[...reports, ...skippedReports.map(skippedText)].join('\n')}`,
    `${(measured.durationMs / 1_000).toFixed(1)} s, ${String(measured.requests)} requests`,
    ok
      ? paint('good', `Runbook on ${tenant}: passed`)
      : paint('bad', `Runbook on ${tenant}: failed, see the rows above`),
  ].join('\n\n')
}
