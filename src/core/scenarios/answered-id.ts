import { answeredId } from '../d365/operations/create-lead.ts'
import type { PushObservation } from './observations.ts'

/** Why D365's own answer to a create does not name the id the push reported; null when it does, or names none. */
export function complainOfAnsweredId(push: PushObservation | null): string | null {
  const asked = push?.lead.d365_lead_id ?? null
  const answers = push?.exchanges
    .filter(({ method }) => method === 'PATCH')
    .map(({ responseHeaders }) => responseHeaders)
  const other = answers?.map((headers) => answeredId({ headers })).find((id) => id !== null && id !== asked)
  return other === undefined ? null : `D365 answered the create with another id, ${String(other)}.`
}
