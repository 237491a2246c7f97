import { Button, makeStyles, Spinner, tokens } from '@fluentui/react-components'
import { ArrowImport20Regular, BuildingMultiple20Regular, Search20Regular } from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { TenantView } from '../../../../shared/model/tenant.ts'
import { ProdLockBar } from '../../app/session/prod-lock-bar.tsx'
import { TenantBadge } from '../../app/session/tenant-badge.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { LoadingState } from '../../ui/loading-state.tsx'
import { OpenerButton } from '../../ui/opener-button.tsx'
import { Page } from '../../ui/page.tsx'
import { ImportDialog } from './import-dialog.tsx'
import { ImportNotice } from './import-notice.tsx'
import { LeadDetailPanel } from './lead-detail-panel.tsx'
import { LeadList } from './lead-list.tsx'
import { LeadToolbar } from './lead-toolbar.tsx'
import { allLeads } from './leads.selectors.ts'
import { LeadsContext } from './leads.store.ts'
import { ConflictRuleDialog } from './conflict-rule-dialog.tsx'
import { DuplicatesContext } from './duplicates.store.ts'
import { RadarDialog } from './radar-dialog.tsx'
import { EarlierPushesMenu } from './earlier-pushes-menu.tsx'
import { ExportNotice } from './export-notice.tsx'
import { LeadExportMenu } from './lead-export-menu.tsx'
import { PushDialog } from './push-dialog.tsx'
import { PushResultCard } from './push-result-card.tsx'
import { PushRunCards } from './push-run-card.tsx'
import { WriteBackNotice } from './write-back-notice.tsx'

const useStyles = makeStyles({
  // Room for a few rows however much is told above: then the place scrolls.
  split: { display: 'flex', flex: '1 0 260px', minHeight: 0, gap: tokens.spacingHorizontalL, position: 'relative' },
  list: { display: 'flex', flexDirection: 'column', flex: 1, minWidth: 0, minHeight: 0 },
})

export function LeadsPlace({ tenant }: { readonly tenant: TenantView }): ReactNode {
  const { t } = useTranslation(['leads', 'shell'])
  const failure = LeadsContext.useSelected((state) => state.failure)
  const counts = LeadsContext.useSelected((state) => state.counts)
  const total = LeadsContext.useSelected((state) => state.total)
  const isEmpty = total !== null && allLeads(counts) === 0
  return (
    <Page
      title={t('shell:place.leads')}
      lead={t('lead')}
      mark={<TenantBadge tenant={tenant} />}
      actions={
        <>
          {!isEmpty && <LeadTools />}
          <ImportButton isPrimary={isEmpty} />
        </>
      }
    >
      <ProdLockBar tenant={tenant} />
      <ImportNotice />
      <ImportDialog />
      <PushNotices tenant={tenant} />
      {failure && <FailureNotice failure={failure} actions={<RetryButton />} />}
      {isEmpty && <NoLeads />}
      {total === null && !failure && <LoadingState rows={9} />}
      {total !== null && !isEmpty && (
        <>
          <LeadToolbar tenant={tenant} />
          <ListAndDetail tenant={tenant} total={total} />
        </>
      )}
    </Page>
  )
}

function LeadTools(): ReactNode {
  return (
    <>
      <RadarButton />
      <EarlierPushesMenu />
      <LeadExportMenu />
    </>
  )
}

function ListAndDetail({ tenant, total }: { readonly tenant: TenantView; readonly total: number }): ReactNode {
  const styles = useStyles()
  const openDomain = LeadsContext.useSelected((state) => state.openDomain)
  return (
    <div className={styles.split}>
      <div className={styles.list}>{total === 0 ? <NothingFound /> : <LeadList total={total} />}</div>
      {openDomain !== null && <LeadDetailPanel key={openDomain} tenant={tenant} domain={openDomain} />}
    </div>
  )
}

/** Everything about many leads at once: who must still be told, what is under way, what came of it. */
function PushNotices({ tenant }: { readonly tenant: TenantView }): ReactNode {
  return (
    <>
      <WriteBackNotice />
      <ExportNotice />
      <PushResultCard />
      <PushRunCards tenant={tenant} />
      <PushDialog tenant={tenant} />
      <RadarDialog />
      <ConflictRuleDialog tenant={tenant} />
    </>
  )
}

function RadarButton(): ReactNode {
  const { t } = useTranslation('push')
  const sweep = DuplicatesContext.useSelected((state) => state.sweep)
  return (
    <OpenerButton icon={<Search20Regular />} onClick={() => void sweep()}>
      {t('radar.button')}
    </OpenerButton>
  )
}

function ImportButton({ isPrimary }: { readonly isPrimary: boolean }): ReactNode {
  const { t } = useTranslation('leads')
  const isBusy = LeadsContext.useSelected((state) => state.importAction.status === 'busy')
  const chooseImport = LeadsContext.useSelected((state) => state.chooseImport)
  return (
    <OpenerButton
      appearance={isPrimary ? 'primary' : 'secondary'}
      icon={isBusy ? <Spinner size="tiny" /> : <ArrowImport20Regular />}
      disabledFocusable={isBusy}
      onClick={() => void chooseImport()}
    >
      {isBusy ? t('importing') : t('import')}
    </OpenerButton>
  )
}

function RetryButton(): ReactNode {
  const { t } = useTranslation('common')
  const refresh = LeadsContext.useSelected((state) => state.refresh)
  return (
    <Button size="small" onClick={() => void refresh()}>
      {t('retry')}
    </Button>
  )
}

function NoLeads(): ReactNode {
  const { t } = useTranslation('leads')
  return (
    <EmptyState
      icon={<BuildingMultiple20Regular />}
      title={t('empty.title')}
      body={t('empty.body')}
      action={<ImportButton isPrimary />}
    />
  )
}

function NothingFound(): ReactNode {
  const { t } = useTranslation('leads')
  const setQuery = LeadsContext.useSelected((state) => state.setQuery)
  return (
    <EmptyState
      icon={<Search20Regular />}
      title={t('nothing.title')}
      body={t('nothing.body')}
      action={<Button onClick={() => setQuery({ search: '', badge: null })}>{t('nothing.action')}</Button>}
    />
  )
}
