import type { Certificate } from '../../../shared/model/scenario.ts'
import { sayEnd } from '../../../shared/words/step-words.ts'
import { html, type Markup } from './markup.ts'
import { fixed, told, type PageContext } from './page-context.ts'
import { statusMark } from './status-mark.ts'
import { facts, table } from './table.ts'

type Push = Certificate['pushes'][number]

/** C2 on one page: every push with the ids under which Microsoft finds its requests, the one id, the count, the negative control. */
export function certificateView(certificate: Certificate, context: PageContext): Markup {
  const { certificate: w, column } = context.words
  const { holds, domain, d365LeadId, count, refusal, control, pushes } = certificate
  return html`<section class="certificate" aria-labelledby="certificate">
    <h4 id="certificate">${w.title}</h4>
    ${facts([
      [column.status, statusMark(holds ? 'passed' : 'failed', holds ? w.holds : w.fails)],
      [w.domain, html`${domain}`],
      [w.lead, html`<code>${d365LeadId ?? w.noAnswer}</code>`],
      [w.count, html`${count ?? w.noAnswer}`],
      [
        w.refusal,
        refusal === null
          ? html`${w.notAsked}`
          : html`${refusal.status ?? w.noAnswer} <code>${refusal.code ?? ''}</code>`,
      ],
      [w.control, control === null ? html`${w.notAsked}` : html`${control.found ?? w.noAnswer} / ${control.expected}`],
    ])}
    ${table(
      w.title,
      [
        { head: w.push, kind: 'wide' },
        { head: column.outcome },
        { head: column.answer },
        { head: column.requestIds, kind: 'code' },
      ],
      pushes.flatMap((push) => rowsOf(push, context)),
    )}
  </section>`
}

const rowsOf = (push: Push, context: PageContext): readonly (readonly Markup[])[] =>
  push.requests.map(({ method, status, clientRequestId, serviceRequestIds }) => [
    html`${fixed(`C2/${push.step}`, push.step, context)}`,
    told(push.outcome, sayEnd(push.outcome, push.reason).said, context),
    html`${method} ${status ?? context.words.picture.noAnswer}`,
    html`<code>${[clientRequestId, ...serviceRequestIds].join(', ')}</code>`,
  ])
