import type { ReportDecision, ReportModel } from '../report-model.ts'
import { evidenceLinks } from './evidence-section.ts'
import { anchorOf } from './glance-section.ts'
import { html, NOTHING, type Markup } from './markup.ts'
import { fixed, quoted, time, type PageContext } from './page-context.ts'
import { statusMark } from './status-mark.ts'
import { facts, table } from './table.ts'

/** The fifteen lines as they stood when the report was written. */
export function gateSection({ gate }: ReportModel, context: PageContext): Markup {
  const { words } = context
  const { column } = words
  return html`<section aria-labelledby="gate">
    <h2 id="gate">${words.section.gate}</h2>
    <p>${words.column.asOf}: ${time(gate.at, context)}</p>
    ${table(
      words.section.gate,
      [
        { head: column.line },
        { head: column.text, kind: 'wide' },
        { head: column.status },
        { head: column.asOf },
        { head: column.holdsUntil },
        { head: column.evidence },
      ],
      gate.lines.map((line) => [
        html`<span id="${anchorOf(line.id)}">${line.id}</span>`,
        html`${fixed(line.id, line.text, context)}`,
        html`${statusMark(line.status, words.gateStatus[line.status])}
        ${line.stale === undefined ? NOTHING : html`<p class="small">${words.gateStale[line.stale]}</p>`}`,
        line.at === null ? NOTHING : time(line.at, context),
        line.holdsUntil === undefined ? NOTHING : time(line.holdsUntil, context),
        evidenceLinks(line.evidence, context),
      ]),
    )}
    ${list(words.blockers, gate.blockers, context)}
  </section>`
}

function list(title: string, texts: readonly string[], context: PageContext): Markup {
  if (texts.length === 0) return NOTHING
  return html`<h3>${title}</h3>
    <ul>
      ${texts.map((text) => html`<li>${quoted(text, context)}</li>`)}
    </ul>`
}

/** What people confirmed by name, which no run can show. */
export function attestationSection(attestations: ReportModel['attestations'], context: PageContext): Markup {
  const { section, column, decision } = context.words
  return html`<section aria-labelledby="attestations">
    <h2 id="attestations">${section.attestations}</h2>
    ${table(
      section.attestations,
      [
        { head: column.line },
        { head: `${column.attestedBy} (${decision.typed})` },
        { head: decision.date },
        { head: context.words.notes, kind: 'wide' },
      ],
      attestations.map(({ row, by, at, note }) => [html`${row}`, html`${by}`, time(at, context), html`${note}`]),
    )}
  </section>`
}

export function decisionSection(decision: ReportDecision | null, context: PageContext): Markup {
  const { words } = context
  return html`<section aria-labelledby="decision">
    <h2 id="decision">${words.section.decision}</h2>
    ${decision === null ? html`<p>${words.noDecision}</p>` : decided(decision, context)}
  </section>`
}

function decided(decision: ReportDecision, context: PageContext): Markup {
  const w = context.words.decision
  const text = (value: string | null): Markup | null => (value === null || value === '' ? null : html`${value}`)
  const waivers = Object.entries(decision.waivers).map(([id, reason]) => html`<p>${id}: ${reason}</p>`)
  return html`${facts([
    [w.decision, statusMark(decision.decision === 'GO' ? 'passed' : 'failed', decision.decision)],
    [w.date, time(decision.at, context)],
    [w.reason, text(decision.reason)],
    [w.approver, decision.approver === '' ? null : html`${decision.approver} (${w.typed})`],
    [w.recordedBy, text(decision.recordedBy)],
    [w.releases, text(decision.releases)],
    [w.override, text(decision.override)],
    [w.waived, waivers.length === 0 ? null : html`${waivers}`],
    [w.limitations, text(decision.knownLimitations)],
    [w.entry, html`<code>${decision.code}</code>, ${decision.isSigned ? w.signed : w.unsigned}`],
  ])}
  ${list(context.words.blockers, decision.blockers, context)}`
}
