import type { CheckStatus } from '../../../../shared/model/check.ts'
import type { Tone } from '../../ui/tone-badge.tsx'

export const CHECK_TONES: Readonly<Record<CheckStatus, Tone>> = {
  passed: 'success',
  failed: 'danger',
  warning: 'warning',
  attested: 'brand',
  skipped: 'neutral',
}
