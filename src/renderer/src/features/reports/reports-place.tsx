import type { ReactNode } from 'react'
import { Button } from '@fluentui/react-components'
import { DocumentText20Regular } from '@fluentui/react-icons'
import { useTranslation } from 'react-i18next'
import type { TenantView } from '../../../../shared/model/tenant.ts'
import { NavigationContext } from '../../app/navigation/navigation.store.ts'
import { TenantBadge } from '../../app/session/tenant-badge.tsx'
import { failureOf } from '../../bridge/action-state.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { LoadingState } from '../../ui/loading-state.tsx'
import { Page } from '../../ui/page.tsx'
import { reportRows } from './report-rows.ts'
import { ReportPreview } from './report-preview.tsx'
import { ReportTable } from './report-table.tsx'
import { ReportsContext } from './reports.store.ts'
import { WriteReportDialog } from './write-report-dialog.tsx'
import { WritingOutcome } from './writing-outcome.tsx'

export function ReportsPlace({ tenant }: { readonly tenant: TenantView }): ReactNode {
  const { t } = useTranslation(['reports', 'shell'])
  const failure = failureOf(ReportsContext.useSelected((state) => state.action))
  return (
    <Page title={t('shell:place.reports')} lead={t('lead')} mark={<TenantBadge tenant={tenant} />}>
      {failure && <FailureNotice failure={failure} />}
      <WritingOutcome />
      <Runs />
      <WriteReportDialog />
      <ReportPreview />
    </Page>
  )
}

function Runs(): ReactNode {
  const { t } = useTranslation('reports')
  const runs = ReportsContext.useSelected((state) => state.runs)
  const reports = ReportsContext.useSelected((state) => state.reports)
  const goTo = NavigationContext.useSelected((state) => state.goTo)
  if (runs.status === 'failed') return <FailureNotice failure={runs.failure} />
  if (reports.status === 'failed') return <FailureNotice failure={reports.failure} />
  if (runs.status === 'loading' || reports.status === 'loading') return <LoadingState rows={5} />
  const rows = reportRows(runs.value, reports.value)
  if (rows.length > 0) return <ReportTable rows={rows} />
  return (
    <EmptyState
      icon={<DocumentText20Regular />}
      title={t('empty.title')}
      body={t('empty.body')}
      action={
        <Button appearance="primary" onClick={() => goTo('overview')}>
          {t('empty.action')}
        </Button>
      }
    />
  )
}
