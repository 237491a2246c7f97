import { fail } from '../../shared/lib/result.ts'
import type { BadgeCamera } from '../ports/badge-camera.ts'

/** Of a process that has no window to take a picture of. */
export const noBadgeCamera: BadgeCamera = { take: () => Promise.resolve(fail('no_window')) }
