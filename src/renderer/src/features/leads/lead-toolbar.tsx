import { Button, makeStyles, SearchBox, Text, ToggleButton, tokens } from '@fluentui/react-components'
import { Send20Regular } from '@fluentui/react-icons'
import { useEffect, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { SyncBadge } from '../../../../shared/model/lead.ts'
import type { PushSelection } from '../../../../shared/model/push.ts'
import type { TenantView } from '../../../../shared/model/tenant.ts'
import { OpenerButton } from '../../ui/opener-button.tsx'
import { useNow } from '../../ui/use-now.ts'
import { BulkPushContext } from './bulk-push.store.ts'
import { DuplicatesContext } from './duplicates.store.ts'
import { allLeads, offeredBadges } from './leads.selectors.ts'
import { LeadsContext } from './leads.store.ts'
import { askBlock } from './push-permission.ts'

const useStyles = makeStyles({
  root: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  search: { width: '240px', minWidth: '160px', flexShrink: 1 },
  filters: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXS },
  chip: { minWidth: 0, whiteSpace: 'nowrap' },
  count: { fontVariantNumeric: 'tabular-nums', marginLeft: tokens.spacingHorizontalXS },
  end: { marginLeft: 'auto', display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS },
  /** For screen readers: whoever sees reads the count on the button and in the list. */
  heard: { position: 'absolute', width: '1px', height: '1px', overflow: 'hidden', clipPath: 'inset(50%)' },
})

const SEARCH_PAUSE_MS = 150
/** As many as one selection may name. */
const MOST_CHECKED = 1000

export function LeadToolbar({ tenant }: { readonly tenant: TenantView }): ReactNode {
  const styles = useStyles()
  const { t, i18n } = useTranslation(['leads', 'words'])
  const query = LeadsContext.useSelected((state) => state.query)
  const counts = LeadsContext.useSelected((state) => state.counts)
  const total = LeadsContext.useSelected((state) => state.total)
  const setQuery = LeadsContext.useSelected((state) => state.setQuery)
  return (
    <div className={styles.root}>
      <SearchInput />
      <div className={styles.filters} role="group" aria-label={t('toolbar.filter')}>
        {[null, ...offeredBadges(counts, query.badge)].map((badge) => (
          <ToggleButton
            key={badge ?? 'all'}
            size="small"
            appearance="subtle"
            shape="circular"
            className={styles.chip}
            checked={query.badge === badge}
            onClick={() => setQuery({ badge })}
          >
            {badge === null ? t('toolbar.all') : t(`words:badge.${badge}`)}
            <span className={styles.count}>
              {(badge === null ? allLeads(counts) : (counts[badge] ?? 0)).toLocaleString(i18n.language)}
            </span>
          </ToggleButton>
        ))}
      </div>
      <div className={styles.end}>
        <CheckedActions />
        <SettleButton />
        <PushAllButton tenant={tenant} />
        {query.search !== '' && total !== null && (
          <Text size={200} className={styles.heard} role="status">
            {t('toolbar.shown', { count: total })}
          </Text>
        )}
      </div>
    </div>
  )
}

function SearchInput(): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation('leads')
  const search = LeadsContext.useSelected((state) => state.query.search)
  const setQuery = LeadsContext.useSelected((state) => state.setQuery)
  const [typed, setTyped] = useState(search)
  useEffect(() => {
    if (typed === search) return
    const timer = setTimeout(() => setQuery({ search: typed }), SEARCH_PAUSE_MS)
    return () => clearTimeout(timer)
  }, [typed, search, setQuery])
  return (
    <SearchBox
      className={styles.search}
      value={typed}
      placeholder={t('toolbar.search')}
      aria-label={t('toolbar.search')}
      maxLength={200}
      onChange={(_event, data) => setTyped(data.value)}
    />
  )
}

function CheckedActions(): ReactNode {
  const { t } = useTranslation(['push', 'common'])
  const checked = LeadsContext.useSelected((state) => state.checked)
  const clear = LeadsContext.useSelected((state) => state.clearChecked)
  const ask = BulkPushContext.useSelected((state) => state.ask)
  if (checked.size === 0) return null
  return (
    <>
      <Button size="small" appearance="subtle" onClick={clear}>
        {t('common:clear')}
      </Button>
      <OpenerButton
        size="small"
        appearance="primary"
        icon={<Send20Regular />}
        disabledFocusable={checked.size > MOST_CHECKED}
        onClick={() => void ask({ domains: [...checked] })}
      >
        {t('open.checked', { count: checked.size })}
      </OpenerButton>
    </>
  )
}

function SettleButton(): ReactNode {
  const { t } = useTranslation('push')
  const count = LeadsContext.useSelected((state) => state.counts.conflict ?? 0)
  const choose = DuplicatesContext.useSelected((state) => state.chooseRule)
  if (count === 0) return null
  return (
    <OpenerButton size="small" onClick={() => void choose('subject')}>
      {t('rule.button', { count })}
    </OpenerButton>
  )
}

/** What the list shows: everything, everything with the badge chosen, or what a search found. */
function PushAllButton({ tenant }: { readonly tenant: TenantView }): ReactNode {
  const { t, i18n } = useTranslation(['push', 'leads'])
  const { badge, search } = LeadsContext.useSelected((state) => state.query)
  const counts = LeadsContext.useSelected((state) => state.counts)
  const isChoosing = LeadsContext.useSelected((state) => state.checked.size > 0)
  const ask = BulkPushContext.useSelected((state) => state.ask)
  const block = askBlock(tenant, useNow(1000))
  const found = LeadsContext.useSelected((state) => state.total) ?? 0
  const listed = badge === null ? allLeads(counts) : (counts[badge] ?? 0)
  const count = search === '' ? listed : found
  if (isChoosing || count === 0) return null
  const total = count.toLocaleString(i18n.language)
  return (
    <OpenerButton
      size="small"
      icon={<Send20Regular />}
      disabledFocusable={block !== null}
      {...(block === null ? {} : { title: t(`leads:block.${block}`) })}
      onClick={() => void ask(selectionOf(search, badge))}
    >
      {search !== ''
        ? t('open.found', { total })
        : badge === null
          ? t('open.all', { total })
          : t(`open.badge.${badge}`, { total })}
    </OpenerButton>
  )
}

function selectionOf(search: string, status: SyncBadge | null): PushSelection {
  if (search !== '') return { search, status }
  return status === null ? { all: true } : { status }
}
