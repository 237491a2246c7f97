import type { Result } from '../../shared/lib/result.ts'
import type { BadgePicture, NoBadgePicture } from '../../shared/model/badge-picture.ts'
import type { LeadBadgeView } from '../../shared/view/lead-badge-view.ts'

/** Takes pictures of a lead's badge as the window renders it. Needs a window system; fails with the reason where there is none. */
export interface BadgeCamera {
  readonly take: (subject: {
    readonly domain: string
    readonly view: LeadBadgeView
  }) => Promise<Result<BadgePicture, NoBadgePicture>>
}
