import { BadgePictureSchema, type NoBadgePicture } from '../../shared/model/badge-picture.ts'
import type { LeadBadgeView } from '../../shared/view/lead-badge-view.ts'
import { keepEvidence, type ScenarioBench } from './scenario-bench.ts'

/** What the evidence of a view says of its picture: the id of the evidence that holds it, or why there is none. */
export type PictureOfBadge = { readonly picture: string } | { readonly noPicture: NoBadgePicture }

/** Keeps a picture of the badge as the window renders this very view. That there is none never fails a step: the view is what is judged. */
export async function pictureBadge(
  bench: ScenarioBench,
  { domain, view }: { readonly domain: string; readonly view: LeadBadgeView },
): Promise<PictureOfBadge> {
  const taken = await bench.ports.badgeCamera.take({ domain, view })
  if (!taken.ok) return { noPicture: taken.failure }
  const picture = BadgePictureSchema.safeParse(taken.value)
  if (!picture.success) return { noPicture: 'not_taken' }
  const title = `The badge of ${domain}, as the window shows it`
  return {
    picture: keepEvidence(bench, { kind: 'screenshot', title, body: { domain, badge: view.badge, ...picture.data } }),
  }
}
