import type { ReportModel } from '../report-model.ts'
import { html, type Markup } from './markup.ts'
import { duration, time, type PageContext } from './page-context.ts'
import { facts } from './table.ts'

/** What ran, where, when, and the checkpoint of the decision log. */
export function runSection({ run, tenant, log }: ReportModel, context: PageContext): Markup {
  const { words } = context
  const w = words.run
  const took = run.finishedAt === null ? null : Date.parse(run.finishedAt) - Date.parse(run.startedAt)
  return html`<section aria-labelledby="run">
    <h2 id="run">${words.section.run}</h2>
    ${facts([
      [w.tenant, html`${tenant.name}`],
      [w.environment, html`${tenant.environment}${run.wasUnlocked ? html` (${w.onProd})` : ''}`],
      [w.address, html`<code>${tenant.baseUrl}</code>`],
      [w.organization, html`<code>${tenant.organizationId ?? w.unknownOrganization}</code>`],
      [w.kind, html`${words.runKind[run.kind]}`],
      [w.status, html`${words.runStatus[run.status]}`],
      [w.started, time(run.startedAt, context)],
      [w.finished, run.finishedAt === null ? html`${w.notFinished}` : time(run.finishedAt, context)],
      [w.took, took === null ? null : html`${duration(took, context)}`],
      [w.id, html`<code>${run.id}</code>`],
      [w.version, html`${run.appVersion}`],
      [
        w.log,
        log.code === null
          ? html`${w.emptyLog}`
          : html`${log.entries} ${w.entries}, ${log.verdict}, ${w.checkpoint} <code>${log.code}</code>`,
      ],
    ])}
  </section>`
}
