import type { Exchange } from '../../../../shared/model/exchange.ts'
import type { Evidence } from '../../../../shared/model/run.ts'
import { layOutRequests } from '../../../../shared/view/lay-out-requests.ts'
import { exchangesOf } from './exchanges-of.ts'

export interface WaterfallRow {
  readonly exchange: Exchange
  readonly evidenceId: string
  /** What is asked for, without the way there and without the query. */
  readonly path: string
  readonly from: number
  readonly lasts: number
  readonly tone: 'success' | 'warning' | 'danger'
}

interface WaterfallStep {
  /** `C1/push`, or the row of a check. */
  readonly step: string
  /** From the step's first request to the end of its last, long waits taken out; at least 1. */
  readonly totalMs: number
  readonly rows: readonly WaterfallRow[]
}

/** The requests of a run in the order they were sent, each step on a line of time of its own: a run is long, its requests are short. */
export function waterfallOf(evidence: readonly Evidence[]): readonly WaterfallStep[] {
  const sentBy = new Map<string, Sent[]>()
  for (const piece of evidence) {
    const sent = exchangesOf(piece).map((exchange) => ({ ...pick(exchange), exchange, evidenceId: piece.id }))
    if (sent.length > 0) sentBy.set(piece.step, [...(sentBy.get(piece.step) ?? []), ...sent])
  }
  return [...sentBy].map(([step, sent]) => {
    const rows = layOutRequests(sent).map(({ exchange: { exchange, evidenceId }, from, lasts }) => ({
      exchange,
      evidenceId,
      path: pathOf(exchange.url),
      from,
      lasts,
      tone: toneOf(exchange),
    }))
    return { step, rows, totalMs: Math.max(1, ...rows.map(({ from, lasts }) => from + lasts)) }
  })
}

interface Sent extends Pick<Exchange, 'at' | 'durationMs'> {
  readonly exchange: Exchange
  readonly evidenceId: string
}

const pick = ({ at, durationMs }: Exchange): Pick<Exchange, 'at' | 'durationMs'> => ({ at, durationMs })

const pathOf = (url: string): string => new URL(url).pathname.split('/').at(-1) ?? ''

function toneOf({ status }: Exchange): WaterfallRow['tone'] {
  if (status === null || status >= 500) return 'danger'
  return status >= 400 ? 'warning' : 'success'
}
