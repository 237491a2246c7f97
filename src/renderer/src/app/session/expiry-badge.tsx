import {
  Checkmark16Regular,
  Clock16Regular,
  ErrorCircle16Filled,
  Question16Regular,
  Warning16Filled,
} from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { CredentialExpiry, ExpiryLevel } from '../../../../shared/view/credential-expiry.ts'
import { ToneBadge, type Tone } from '../../ui/tone-badge.tsx'

const LOOKS: Readonly<Record<ExpiryLevel, { readonly tone: Tone; readonly icon: ReactNode }>> = {
  expired: { tone: 'danger', icon: <ErrorCircle16Filled /> },
  'within-7': { tone: 'danger', icon: <Warning16Filled /> },
  'within-30': { tone: 'warning', icon: <Warning16Filled /> },
  'within-60': { tone: 'warning', icon: <Clock16Regular /> },
  later: { tone: 'success', icon: <Checkmark16Regular /> },
  unknown: { tone: 'neutral', icon: <Question16Regular /> },
}

/** How long a credential is still good for, in icon, words and tone. */
export function ExpiryBadge({ expiry: { level, daysLeft } }: { readonly expiry: CredentialExpiry }): ReactNode {
  const { t } = useTranslation('shell')
  const { tone, icon } = LOOKS[level]
  return (
    <ToneBadge tone={tone} icon={icon}>
      {level === 'expired' || daysLeft === null
        ? t(`expiry.level.${level === 'expired' ? 'expired' : 'unknown'}`)
        : t('expiry.daysLeft', { count: daysLeft })}
    </ToneBadge>
  )
}
