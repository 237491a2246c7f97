import type { PushResult } from '../../shared/model/push.ts'
import { codesIn } from '../../shared/advice/known-codes.ts'
import { formatTable, plain } from '../format-table.ts'
import { paintStatus } from '../paint.ts'
import type { Page } from './page.ts'

const REJECTED =
  'Rejected leads hold nothing else up. Mend their values in Hunter, import again and push again; a column of the mapping can be changed, too.'

export function pushText(result: PushResult, isDryRun: boolean, { paint, width }: Page): string {
  const { tenant, total, outcomes, leads, retries, throttledMs, durationMs } = result
  if (total === 0) return 'No lead was chosen; nothing to do.'
  const table = formatTable(
    ['domain', 'outcome', 'status', 'D365 lead id', 'reason'],
    leads.map(({ domain, outcome, status, d365_lead_id: id, reason }) => [
      plain(domain),
      paintStatus(paint, outcome),
      status === null ? '–' : paintStatus(paint, status),
      id ?? '–',
      plain(reason ?? ''),
    ]),
    { width },
  )
  const counts = Object.entries(outcomes)
    .filter(([, count]) => count > 0)
    .map(([word, count]) => `${count} ${word}`)
    .join(', ')
  const explained = codesIn(leads.map(({ reason }) => reason ?? '').join('\n'), 'en')
    .map(({ code, means, remedy }) => `${code}: ${means} ${remedy}`)
    .join('\n')
  const seconds = (durationMs / 1000).toFixed(1)
  const weather = `${retries} retries, ${Math.round(throttledMs / 1000)} s throttled, ${seconds} s in all`
  const heading = isDryRun ? `Dry run on ${tenant}: nothing was written` : `Push to ${tenant}`
  const rejected = outcomes.rejected === 0 ? '' : REJECTED
  const parts = [paint('strong', plain(heading)), table, explained, rejected, `${total} leads: ${counts}\n${weather}`]
  return parts.filter((part) => part !== '').join('\n\n')
}
