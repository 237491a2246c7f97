import { mapLead } from '../leads/map-lead.ts'
import type { PushScene } from './push-scene.ts'
import { isRejected } from './try-push.ts'

/** Nobody has compared the lead with the tenant's own columns; what its profile alone refuses needs no question. */
export const isUnjudged = (scene: PushScene): boolean =>
  scene.request.bulk?.columns.known() === null && !isRejected(scene)

/** Which organisation this is, is asked beside it: the first lead of a run waits for both, and the others for that lead. */
export async function judgeByTenant(scene: PushScene): Promise<PushScene> {
  const { carrier, calls, context, knowOrganization, request } = scene
  // A bug in it is thrown to whoever needs the answer.
  if (carrier.organization() === null)
    void knowOrganization(request.connection, request.runId, { calls, context }).catch(() => undefined)
  const columns = await scene.request.bulk?.columns.ask()
  return columns === undefined ? scene : { ...scene, mapped: mapLead(scene.lead, columns, scene.journal.state()) }
}
