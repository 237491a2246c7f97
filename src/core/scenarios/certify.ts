import type { Exchange } from '../../shared/model/exchange.ts'
import type { Certificate } from '../../shared/model/scenario.ts'
import type { Observations, PushObservation } from './observations.ts'

/** The pushes of C2 by the step that made them. */
const PUSHES = { first: 'push', again: 'push-again', changed: 'push-changed' } as const
type PushName = keyof typeof PUSHES
const NAMES = Object.keys(PUSHES) as PushName[]

/** Leads that the negative control puts under one domain on purpose. */
const PLANTED = 2

/** Draws the certificate from what was seen. It holds only when every part of it was seen and says the same. */
export function certify(seen: Observations): Certificate | null {
  const first = seen.push('first')
  if (first === null) return null
  const refusal = seen.refusal('again')
  const control = seen.matches('control')
  const drawn = {
    domain: first.lead.domain,
    d365LeadId: first.lead.d365_lead_id,
    pushes: NAMES.flatMap((name) => certifiedPush(PUSHES[name], seen.push(name))),
    refusal: refusal === null ? null : { status: refusal.status, code: refusal.code },
    count: seen.matches('after')?.count ?? null,
    control: control === null ? null : { expected: PLANTED, found: control.count },
  }
  return { ...drawn, holds: refusal?.isRefused === true && isOneLead(drawn) }
}

function isOneLead({ d365LeadId, pushes, count, control }: Omit<Certificate, 'holds'>): boolean {
  const isSameId = pushes.length === NAMES.length && pushes.every((push) => push.d365LeadId === d365LeadId)
  return d365LeadId !== null && isSameId && count === 1 && control?.found === PLANTED
}

const certifiedPush = (step: string, push: PushObservation | null): Certificate['pushes'] =>
  push === null
    ? []
    : [
        {
          step,
          outcome: push.lead.outcome,
          reason: push.lead.reason,
          d365LeadId: push.lead.d365_lead_id,
          requests: push.exchanges.map(requestOf),
        },
      ]

const requestOf = ({
  method,
  status,
  clientRequestId,
  serviceRequestIds,
}: Exchange): Certificate['pushes'][number]['requests'][number] => ({
  method,
  status,
  clientRequestId,
  serviceRequestIds: [...serviceRequestIds],
})
