import type { Certificate } from '../../shared/model/scenario.ts'
import { escapeMarkdown } from './escape-markdown.ts'
import { markdownTable, yesNo } from './markdown-table.ts'

/** C2's certificate as a section of the appendix. */
export function certificateLines(certificate: Certificate): readonly string[] {
  const { holds, domain, d365LeadId, count, refusal, control, pushes } = certificate
  const refused =
    refusal === null
      ? 'not asked'
      : [refusal.status ?? 'no answer', refusal.code].filter((one) => one !== null).join(' ')
  return [
    '### Certificate of C2',
    `- Holds: ${yesNo(holds)}`,
    `- Domain: ${escapeMarkdown(domain)}`,
    `- Id in D365: ${escapeMarkdown(d365LeadId ?? 'none')}`,
    `- Leads of the domain in D365: ${String(count ?? 'no answer')}`,
    `- Second create under this id: ${escapeMarkdown(refused)}`,
    `- Negative control: ${control === null ? 'not asked' : `${String(control.found ?? 'no answer')} of ${String(control.expected)} planted duplicates found`}`,
    ...markdownTable(
      ['Push', 'Outcome', 'Request', 'Status', 'Client request id', 'Server request ids'],
      pushes.flatMap(({ step, outcome, reason, requests }) =>
        requests.map(({ method, status, clientRequestId, serviceRequestIds }) => [
          step,
          reason === null ? outcome : `${outcome} (${reason})`,
          method,
          String(status ?? 'no answer'),
          clientRequestId,
          serviceRequestIds.join(' '),
        ]),
      ),
    ),
  ]
}
