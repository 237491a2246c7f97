import type { LeadDetail } from '../../core/services.ts'
import { formatTable, plain } from '../format-table.ts'
import { paintStatus } from '../paint.ts'
import type { Page } from './page.ts'

/** State, conflict, payload and history of one lead; parts without content are left out. */
export function leadText(detail: LeadDetail, page: Page): string {
  const { lead, sync, badge, link } = detail
  const state = [plain(lead.domain), plain(lead.companyName ?? '–'), paintStatus(page.paint, badge), link ?? '']
  const parts = [
    [state.filter((part) => part !== '').join(' · '), sync.error === null ? '' : plain(sync.error)].filter(Boolean),
    candidatesOf(detail, page),
    listed('Refused before anything is sent', detail.faults, page),
    listed('Reads back differently', sync.warnings, page),
    payloadOf(detail, page),
    historyOf(detail, page),
  ]
  return parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')
}

const listed = (heading: string, lines: readonly string[], { paint }: Page): readonly string[] =>
  lines.length === 0 ? [] : [paint('strong', heading), ...lines.map(plain)]

function candidatesOf({ sync }: LeadDetail, { paint, width }: Page): readonly string[] {
  if (sync.candidates.length === 0) return []
  const rows = sync.candidates.map(({ d365LeadId, isOpen, matchedBy, companyName, subject }) => [
    d365LeadId,
    isOpen ? 'open' : 'closed',
    matchedBy,
    plain(companyName ?? subject ?? '–'),
  ])
  const table = formatTable(['D365 lead id', 'state', 'matched by', 'company'], rows, { width })
  return [paint('strong', 'Records that may be this lead'), table]
}

function payloadOf({ payload }: LeadDetail, { paint, width }: Page): readonly string[] {
  const rows = Object.entries(payload).map(([column, value]) => [column, plain(String(value))])
  return [paint('strong', 'What a push would send'), formatTable(['column', 'value'], rows, { width })]
}

function historyOf({ events }: LeadDetail, { paint, width }: Page): readonly string[] {
  if (events.length === 0) return []
  const rows = events.map(({ at, name, message }) => [at, name, plain(message)])
  return [paint('strong', 'History'), formatTable(['time (UTC)', 'event', 'what happened'], rows, { width })]
}
