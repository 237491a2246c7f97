import { makeStyles, mergeClasses, SearchBox, Text, tokens } from '@fluentui/react-components'
import { CheckmarkCircle16Filled, Warning16Filled } from '@fluentui/react-icons'
import { useState, type KeyboardEvent, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { TenantView } from '../../../../shared/model/tenant.ts'
import { EnvironmentMark } from '../../app/session/environment-mark.tsx'
import { found, inOrder, placeAfterStep } from './tenant-order.ts'
import { TenantsContext } from './tenants.store.ts'

const useStyles = makeStyles({
  side: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS, minHeight: 0 },
  twin: { color: tokens.colorStatusWarningForeground3, display: 'inline-flex', alignItems: 'center', gap: '4px' },
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

/** Fewer are seen at a glance. */
const SEARCH_FROM = 4

export interface TenantListProps {
  readonly tenants: readonly TenantView[]
  readonly shownId: string | null
}

/** Every tenant with its mark; removed ones last, as history. */
export function TenantList({ tenants, shownId }: TenantListProps): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation('tenants')
  const show = TenantsContext.useSelected((state) => state.show)
  const move = TenantsContext.useSelected((state) => state.move)
  const [typed, setTyped] = useState('')
  const shown = found(inOrder(tenants), typed)
  const moveByKey = (event: KeyboardEvent, tenantId: string): void => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
    event.preventDefault()
    const place = placeAfterStep(tenants, tenantId, event.key === 'ArrowUp' ? 'up' : 'down')
    if (place !== undefined) void move(tenantId, place)
  }
  return (
    <div className={styles.side}>
      {tenants.length > SEARCH_FROM && (
        <SearchBox
          aria-label={t('search')}
          placeholder={t('search')}
          value={typed}
          onChange={(_event, data) => setTyped(data.value)}
        />
      )}
      {shown.length === 0 && <Text className={styles.quiet}>{t('noneFound')}</Text>}
      <ul className={styles.root} aria-label={t('list')}>
        {shown.map((tenant) => (
          <li key={tenant.id}>
            <button
              type="button"
              className={mergeClasses(styles.item, tenant.id === shownId && styles.shown)}
              aria-current={tenant.id === shownId}
              onClick={() => show(tenant.id)}
              onKeyDown={(event) => moveByKey(event, tenant.id)}
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
              {tenant.archivedAt === null && tenant.twins.length > 0 && (
                <Text size={200} className={styles.twin}>
                  <Warning16Filled aria-hidden="true" />
                  {t('twins.short')}
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
    </div>
  )
}

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : url)
