import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components'
import { CheckmarkCircle16Filled } from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { TenantView } from '../../../../shared/model/tenant.ts'
import { EnvironmentMark } from '../../app/session/environment-mark.tsx'
import { TenantsContext } from './tenants.store.ts'

const useStyles = makeStyles({
  root: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    margin: 0,
    padding: '2px',
    listStyleType: 'none',
    overflowY: 'auto',
    minHeight: 0,
  },
  item: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    gap: tokens.spacingVerticalXS,
    width: '100%',
    boxSizing: 'border-box',
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}`,
    textAlign: 'left',
    font: 'inherit',
    color: tokens.colorNeutralForeground1,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorNeutralBackground3 },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  shown: {
    backgroundColor: tokens.colorBrandBackground2,
    borderTopColor: tokens.colorBrandStroke1,
    borderRightColor: tokens.colorBrandStroke1,
    borderBottomColor: tokens.colorBrandStroke1,
    borderLeftColor: tokens.colorBrandStroke1,
    ':hover': { backgroundColor: tokens.colorBrandBackground2Hover },
  },
  top: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS, width: '100%' },
  name: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', minWidth: 0, flex: 1 },
  active: { color: tokens.colorBrandForeground2, display: 'inline-flex', alignItems: 'center', gap: '4px' },
  quiet: { color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
})

export interface TenantListProps {
  readonly tenants: readonly TenantView[]
  readonly shownId: string | null
}

/** Every tenant with its mark; removed ones last, as history. */
export function TenantList({ tenants, shownId }: TenantListProps): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation('tenants')
  const show = TenantsContext.useSelected((state) => state.show)
  const ordered = [...tenants].sort((a, b) => Number(a.archivedAt !== null) - Number(b.archivedAt !== null))
  return (
    <ul className={styles.root} aria-label={t('list')}>
      {ordered.map((tenant) => (
        <li key={tenant.id}>
          <button
            type="button"
            className={mergeClasses(styles.item, tenant.id === shownId && styles.shown)}
            aria-current={tenant.id === shownId}
            onClick={() => show(tenant.id)}
          >
            <span className={styles.top}>
              <Text weight="semibold" className={styles.name} title={tenant.name}>
                {tenant.name}
              </Text>
              <EnvironmentMark tenant={tenant} />
            </span>
            <Text size={200} className={styles.quiet}>
              {hostOf(tenant.baseUrl)}
            </Text>
            {tenant.isActive && (
              <Text size={200} weight="semibold" className={styles.active}>
                <CheckmarkCircle16Filled aria-hidden="true" />
                {t('active')}
              </Text>
            )}
            {tenant.archivedAt !== null && (
              <Text size={200} className={styles.quiet}>
                {t('archived')}
              </Text>
            )}
          </button>
        </li>
      ))}
    </ul>
  )
}

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : url)
