import { mapLead } from '../leads/map-lead.ts'
import type { PushScene } from './push-scene.ts'
import { isRejected } from './try-push.ts'

/** Nobody has compared the lead with the tenant's own columns; what its profile alone refuses needs no question. */
export const isUnjudged = (scene: PushScene): boolean =>
  scene.request.bulk?.columns.known() === null && !isRejected(scene)

export async function judgeByTenant(scene: PushScene): Promise<PushScene> {
  const columns = await scene.request.bulk?.columns.ask()
  return columns === undefined ? scene : { ...scene, mapped: mapLead(scene.lead, columns, scene.journal.state()) }
}
