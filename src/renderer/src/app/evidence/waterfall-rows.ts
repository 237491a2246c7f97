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
  readonly step: string
  readonly rows: readonly WaterfallRow[]
}

/** The requests of a run in the order they were sent, grouped by the step that sent them. */
export function waterfallOf(evidence: readonly Evidence[]): {
  readonly steps: readonly WaterfallStep[]
  readonly totalMs: number
  readonly requests: number
} {
  const sent = evidence.flatMap((piece) =>
    exchangesOf(piece).map((exchange) => ({
      at: exchange.at,
      durationMs: exchange.durationMs,
      step: piece.step,
      evidenceId: piece.id,
      exchange,
    })),
  )
  const steps: { step: string; rows: WaterfallRow[] }[] = []
  let totalMs = 1
  for (const { exchange: one, from, lasts } of layOutRequests(sent)) {
    totalMs = Math.max(totalMs, from + lasts)
    const { exchange, evidenceId, step } = one
    const row = { exchange, evidenceId, path: pathOf(exchange.url), from, lasts, tone: toneOf(exchange) }
    const current = steps.at(-1)
    if (current?.step === step) current.rows.push(row)
    else steps.push({ step, rows: [row] })
  }
  return { steps, totalMs, requests: sent.length }
}

const pathOf = (url: string): string => new URL(url).pathname.split('/').at(-1) ?? ''

function toneOf({ status }: Exchange): WaterfallRow['tone'] {
  if (status === null || status >= 500) return 'danger'
  return status >= 400 ? 'warning' : 'success'
}
