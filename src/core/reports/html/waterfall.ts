import type { Evidence } from '../../../shared/model/run.ts'
import { layOutRequests, type Bar } from '../../../shared/view/lay-out-requests.ts'
import { exchangesOf, pathOf, type ReportExchange } from '../exchanges-of.ts'
import { html, NOTHING, type Markup } from './markup.ts'
import { duration, type PageContext } from './page-context.ts'

/** As many as fit on one sheet of paper; the evidence lists every request. */
const MOST_BARS = 32
const WIDTH = 800
const LABELS = 250
const TAIL = 160
const BAR = 14
const PITCH = 20

type RequestBar = Bar<ReportExchange>

export function waterfall(evidence: readonly Evidence[], title: string, context: PageContext): Markup {
  const exchanges = evidence.flatMap(exchangesOf)
  const bars = layOutRequests(exchanges).slice(0, MOST_BARS)
  const further = exchanges.length - bars.length
  if (bars.length === 0) return NOTHING
  const { picture } = context.words
  const end = Math.max(...bars.map(({ from, lasts }) => from + lasts), 1)
  const height = bars.length * PITCH + 8
  return html`<figure class="picture">
    <svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${title}: ${bars.length} ${picture.requests}">
      ${bars.map((bar, at) => drawBar(bar, { at, end, context }))}
    </svg>
    <figcaption>
      ${picture.waterfall}. ${picture.waterfallText} ${picture.idle}
      ${further > 0 ? `${picture.further}: ${String(further)}.` : ''}
    </figcaption>
  </figure>`
}

function drawBar(
  { exchange, from, lasts }: RequestBar,
  { at, end, context }: { readonly at: number; readonly end: number; readonly context: PageContext },
): Markup {
  const space = WIDTH - LABELS - TAIL
  const x = Math.round(LABELS + (from / end) * space)
  const width = Math.max(Math.round((lasts / end) * space), 2)
  const y = at * PITCH + 4
  const { picture } = context.words
  const answer = exchange.status === null ? picture.noAnswer : String(exchange.status)
  return html`<text class="label" x="0" y="${y + 11}"
      >${shortened(`${exchange.method} ${lastPart(exchange.url)}`)}</text
    >
    <rect class="${barTone(exchange)}" x="${x}" y="${y}" width="${width}" height="${BAR}" rx="2" />
    <text class="tail" x="${x + width + 4}" y="${y + 11}"
      >${answer} · ${duration(exchange.durationMs, context)}${exchange.isInjected ? ` · ${picture.injected}` : ''}</text
    >`
}

function barTone({ status }: ReportExchange): string {
  if (status === null || status >= 500) return 'bad'
  return status >= 400 ? 'warn' : 'good'
}

/** What is asked for, without the way there and without the query. */
const lastPart = (url: string): string => pathOf(url).split('/').at(-1) ?? ''

const shortened = (label: string): string => (label.length <= 36 ? label : `${label.slice(0, 21)}…${label.slice(-14)}`)
