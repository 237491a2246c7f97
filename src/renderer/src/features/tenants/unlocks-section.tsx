import { makeStyles, Text, tokens } from '@fluentui/react-components'
import { useEffect, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ActivityEvent } from '../../../../shared/model/activity-event.ts'
import type { TenantView } from '../../../../shared/model/tenant.ts'
import { LOADING, settled, type Loadable } from '../../bridge/loadable.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { formatClock, formatMoment } from '../../ui/format-time.ts'
import { LoadingState } from '../../ui/loading-state.tsx'
import { Section } from '../../ui/section.tsx'
import { TenantsContext } from './tenants.store.ts'

const useStyles = makeStyles({
  list: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXS,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
    maxHeight: '240px',
    overflowY: 'auto',
    fontVariantNumeric: 'tabular-nums',
  },
  quiet: { color: tokens.colorNeutralForeground3 },
})

/** When writing to a PROD tenant was unlocked: read again whenever it is unlocked or locked. */
export function UnlocksSection({ tenant }: { readonly tenant: TenantView }): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation('tenants')
  const read = TenantsContext.useSelected((state) => state.unlocks)
  const [unlocks, setUnlocks] = useState<Loadable<readonly ActivityEvent[]>>(LOADING)
  const { id, unlockedUntil } = tenant
  useEffect(() => void read(id).then((result) => setUnlocks(settled(result))), [read, id, unlockedUntil])
  return (
    <Section title={t('unlocks.title')} hint={t('unlocks.hint')}>
      {unlocks.status === 'loading' && <LoadingState rows={1} />}
      {unlocks.status === 'failed' && <FailureNotice failure={unlocks.failure} />}
      {unlocks.status === 'loaded' &&
        (unlocks.value.length === 0 ? (
          <Text className={styles.quiet}>{t('unlocks.none')}</Text>
        ) : (
          <ul className={styles.list} tabIndex={0} aria-label={t('unlocks.title')}>
            {unlocks.value.map((unlock) => (
              <UnlockLine key={unlock.sequence} unlock={unlock} />
            ))}
          </ul>
        ))}
    </Section>
  )
}

function UnlockLine({ unlock }: { readonly unlock: ActivityEvent }): ReactNode {
  const { t, i18n } = useTranslation('tenants')
  const { until } = unlock.detail
  const at = formatMoment(unlock.at, i18n.language)
  return <li>{typeof until === 'string' ? t('unlocks.line', { at, until: formatClock(until, i18n.language) }) : at}</li>
}
