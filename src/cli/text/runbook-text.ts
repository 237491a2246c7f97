import type { RunbookResult } from '../../shared/model/runbook.ts'
import { checkText } from './check-text.ts'
import { gateText } from './gate-text.ts'
import type { Page } from './page.ts'
import { scenarioText } from './scenario-text.ts'

export function runbookText({ tenant, check, scenarios, gate, reports, ok }: RunbookResult, page: Page): string {
  const { paint } = page
  return [
    checkText(check, page),
    `${paint('strong', 'Scenarios')}\n\n${scenarioText(scenarios, page)}`,
    gateText(gate, page),
    `${paint('strong', reports.length === 1 ? 'Report' : 'Reports')}\n\n${reports.join('\n')}`,
    ok
      ? paint('good', `Runbook on ${tenant}: passed`)
      : paint('bad', `Runbook on ${tenant}: failed, see the rows above`),
  ].join('\n\n')
}
