import { CheckmarkStarburst16Filled } from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import type { CheckStatus } from '../../../../shared/model/check.ts'
import { ToneIcon } from '../../ui/tone-icon.tsx'
import { CHECK_TONES } from './check-tones.ts'

/** The sign of a row's status; a person's word has one of its own. */
export function CheckIcon({ status }: { readonly status: CheckStatus }): ReactNode {
  return status === 'attested' ? (
    <ToneIcon tone={CHECK_TONES[status]} icon={<CheckmarkStarburst16Filled />} />
  ) : (
    <ToneIcon tone={CHECK_TONES[status]} />
  )
}
