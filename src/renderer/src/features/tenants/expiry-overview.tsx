import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components'
import { KeyMultiple20Regular } from '@fluentui/react-icons'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { TenantView } from '../../../../shared/model/tenant.ts'
import { expiriesOf, type CredentialExpiry } from '../../../../shared/view/credential-expiry.ts'
import { EnvironmentMark } from '../../app/session/environment-mark.tsx'
import { ExpiryBadge } from '../../app/session/expiry-badge.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { OpenerButton } from '../../ui/opener-button.tsx'
import { Section } from '../../ui/section.tsx'
import { useNow } from '../../ui/use-now.ts'
import { ProfileDialog } from './profile-dialog.tsx'
import { RotationDialog } from './rotation-dialog.tsx'
import { TenantsContext } from './tenants.store.ts'
import { useDay } from './use-day.ts'

const COLUMNS = 'minmax(160px, 1.4fr) minmax(140px, 1fr) 110px minmax(190px, 1fr) max-content'
const useStyles = makeStyles({
  list: {
    display: 'grid',
    gridTemplateColumns: COLUMNS,
    columnGap: tokens.spacingHorizontalL,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
  row: {
    display: 'grid',
    gridColumn: '1 / -1',
    gridTemplateColumns: 'subgrid',
    alignItems: 'center',
    padding: `${tokens.spacingVerticalM} 0`,
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
    ':first-child': { borderTopStyle: 'none' },
  },
  name: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS, minWidth: 0 },
  words: { display: 'flex', flexDirection: 'column', minWidth: 0, overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground3 },
  left: { display: 'grid', justifyItems: 'start', gap: tokens.spacingVerticalXS },
  // A system colour outline keeps the bar readable in high contrast, where backgrounds go.
  bar: {
    width: '100%',
    height: '6px',
    borderRadius: tokens.borderRadiusCircular,
    backgroundColor: tokens.colorNeutralBackground5,
    overflow: 'hidden',
    '@media (forced-colors: active)': { border: '1px solid CanvasText' },
  },
  fill: {
    height: '100%',
    forcedColorAdjust: 'none',
    '@media (forced-colors: active)': { backgroundColor: 'Highlight' },
  },
  danger: { backgroundColor: tokens.colorStatusDangerBackground3 },
  warning: { backgroundColor: tokens.colorStatusWarningBackground3 },
  success: { backgroundColor: tokens.colorStatusSuccessBackground3 },
  actions: { display: 'flex', justifyContent: 'flex-end', gap: tokens.spacingHorizontalS },
})

/** When the credential of every tenant ends, the most urgent first, each with the way to a new one. */
export function ExpiryOverview({ tenants }: { readonly tenants: readonly TenantView[] }): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation('tenants')
  const expiries = expiriesOf(tenants, useNow(60_000))
  return (
    <Section title={t('expiry.title')} hint={t('expiry.hint')}>
      {expiries.length === 0 ? (
        <EmptyState icon={<KeyMultiple20Regular />} title={t('expiry.none')} body={t('expiry.noneBody')} />
      ) : (
        <ul className={styles.list} aria-label={t('expiry.title')}>
          {expiries.map((expiry) => (
            <ExpiryRow key={expiry.tenant.id} expiry={expiry} />
          ))}
        </ul>
      )}
    </Section>
  )
}

function ExpiryRow({ expiry }: { readonly expiry: CredentialExpiry }): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation('tenants')
  const day = useDay()
  const startRotation = TenantsContext.useSelected((state) => state.startRotation)
  const [dialog, setDialog] = useState<'none' | 'rotate' | 'note'>('none')
  const { tenant } = expiry
  const kind = t(`rotation.${tenant.credential}`)
  const isUnknown = tenant.secretExpiresAt === null
  return (
    <li className={styles.row}>
      <span className={styles.name}>
        <Text weight="semibold">{tenant.name}</Text>
        <EnvironmentMark tenant={tenant} />
      </span>
      <span className={styles.words}>
        <Text>{kind}</Text>
        <Text size={200} className={styles.quiet}>
          {tenant.certificate?.subject ?? tenant.secretDescription}
        </Text>
      </span>
      <Text>{tenant.secretExpiresAt === null ? t('expiry.notKnown') : day(tenant.secretExpiresAt)}</Text>
      <span className={styles.left}>
        <ExpiryBadge expiry={expiry} />
        <RemainingBar expiry={expiry} />
      </span>
      <span className={styles.actions}>
        {isUnknown && (
          <OpenerButton
            size="small"
            aria-label={t('expiry.noteOf', { name: tenant.name })}
            onClick={() => setDialog('note')}
          >
            {t('expiry.note')}
          </OpenerButton>
        )}
        <OpenerButton
          size="small"
          aria-label={t('expiry.rotateOf', { name: tenant.name })}
          onClick={() => {
            startRotation()
            setDialog('rotate')
          }}
        >
          {t('expiry.rotate')}
        </OpenerButton>
      </span>
      {dialog === 'rotate' && <RotationDialog tenant={tenant} onClose={() => setDialog('none')} />}
      {dialog === 'note' && <ProfileDialog tenant={tenant} onClose={() => setDialog('none')} />}
    </li>
  )
}

const FULL_BAR_DAYS = 90

/** The last ninety days as a bar; what the badge says in words. */
function RemainingBar({ expiry: { daysLeft, level } }: { readonly expiry: CredentialExpiry }): ReactNode {
  const styles = useStyles()
  if (daysLeft === null) return null
  const share = Math.min(1, Math.max(0, daysLeft / FULL_BAR_DAYS))
  const tone =
    level === 'later' ? styles.success : level === 'expired' || level === 'within-7' ? styles.danger : styles.warning
  return (
    <span aria-hidden="true" className={styles.bar}>
      <span
        className={mergeClasses(styles.fill, tone)}
        style={{ display: 'block', width: `${String(share * 100)}%` }}
      />
    </span>
  )
}
