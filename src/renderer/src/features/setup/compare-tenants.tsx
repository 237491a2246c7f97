import { Field, makeStyles, Select, Text, tokens } from '@fluentui/react-components'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { DriftResult } from '../../../../shared/model/check.ts'
import type { TenantView } from '../../../../shared/model/tenant.ts'
import { selectTenants, SessionContext } from '../../app/session/session.store.ts'
import { languageOf } from '../../i18n/create-i18n.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { LoadingState } from '../../ui/loading-state.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { Section } from '../../ui/section.tsx'
import { ToneBadge } from '../../ui/tone-badge.tsx'
import { ToneIcon } from '../../ui/tone-icon.tsx'
import { SetupToolsContext } from './setup-tools.store.ts'
import { ArrowSwap20Regular } from '@fluentui/react-icons'

const useStyles = makeStyles({
  choose: { maxWidth: '360px' },
  finding: {
    display: 'grid',
    gridTemplateColumns: '16px minmax(0, 1fr)',
    gap: tokens.spacingHorizontalS,
    alignItems: 'center',
  },
  sides: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXL, color: tokens.colorNeutralForeground3 },
  table: {
    width: '100%',
    borderCollapse: 'collapse',
    '& th, & td': {
      textAlign: 'left',
      verticalAlign: 'top',
      width: '38%',
      padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM} ${tokens.spacingVerticalS} 0`,
      borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
      overflowWrap: 'anywhere',
    },
    '& th:first-child': { width: '24%', fontWeight: tokens.fontWeightSemibold },
  },
})

/** What would break a push in another tenant and not here, or the other way round. */
export function CompareTenants({ tenant }: { readonly tenant: TenantView }): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation('setup')
  const tenants = SessionContext.useSelected(selectTenants)
  const drift = SetupToolsContext.useSelected((state) => state.drift)
  const compareWith = SetupToolsContext.useSelected((state) => state.compareWith)
  const [chosen, setChosen] = useState('')
  const others = tenants.filter(({ id, archivedAt }) => id !== tenant.id && archivedAt === null)
  if (others.length === 0) {
    return <EmptyState icon={<ArrowSwap20Regular />} title={t('drift.alone')} body={t('drift.aloneBody')} />
  }
  return (
    <Section title={t('drift.title')} hint={t('drift.hint', { name: tenant.name })}>
      <Field label={t('drift.with')} className={styles.choose}>
        <Select
          value={chosen}
          onChange={(_event, data) => {
            setChosen(data.value)
            if (data.value !== '') void compareWith(data.value)
          }}
        >
          <option value="">{t('drift.choose')}</option>
          {others.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
      {drift?.status === 'loading' && <LoadingState rows={3} height={40} />}
      {drift?.status === 'failed' && <FailureNotice failure={drift.failure} />}
      {drift?.status === 'loaded' && <Differences drift={drift.value} />}
    </Section>
  )
}

function Differences({ drift }: { readonly drift: DriftResult }): ReactNode {
  const styles = useStyles()
  const { t, i18n } = useTranslation('setup')
  const isTurkish = languageOf(i18n.language) === 'tr'
  const { first, second, differences } = drift
  return (
    <>
      <div className={styles.sides}>
        {[first, second].map((side) => (
          <Text key={side.tenant} size={200}>
            {side.tenant}: {side.at !== null && <RelativeTime at={side.at} />}{' '}
            {side.stale !== null && <ToneBadge tone="warning">{t(`stale.${side.stale}`)}</ToneBadge>}
          </Text>
        ))}
      </div>
      {differences.length === 0 ? (
        <Text role="status">
          <ToneIcon tone="success" /> {t('drift.none')}
        </Text>
      ) : (
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t('drift.what')}</th>
              <th scope="col">{first.tenant}</th>
              <th scope="col">{second.tenant}</th>
            </tr>
          </thead>
          <tbody>
            {differences.map(({ name, first: one, second: other, tr }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <Finding what={isTurkish ? tr.first : one} />
                <Finding what={isTurkish ? tr.second : other} />
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  )
}

/** What is wrong on one side; null = nothing. */
function Finding({ what }: { readonly what: string | null }): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation('setup')
  return (
    <td>
      <span className={styles.finding}>
        <ToneIcon tone={what === null ? 'success' : 'danger'} />
        <Text>{what ?? t('drift.fine')}</Text>
      </span>
    </td>
  )
}
