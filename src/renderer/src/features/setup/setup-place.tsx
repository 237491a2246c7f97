import { Button, makeStyles, ProgressBar, Spinner, Text, tokens } from '@fluentui/react-components'
import { ClipboardTaskListLtr20Regular, Play20Filled } from '@fluentui/react-icons'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { TenantView } from '../../../../shared/model/tenant.ts'
import { TenantBadge } from '../../app/session/tenant-badge.tsx'
import { failureOf } from '../../bridge/action-state.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { LoadingState } from '../../ui/loading-state.tsx'
import { Page } from '../../ui/page.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { ColumnsDialog } from './columns-dialog.tsx'
import { CompareTenants } from './compare-tenants.tsx'
import { ErrorCodes } from './error-codes.tsx'
import { CheckSummary } from './check-summary.tsx'
import { CheckGroups } from './check-groups.tsx'
import { SetupContext } from './setup.store.ts'

const useStyles = makeStyles({
  panel: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, minWidth: 0 },
  running: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
})

const TABS = ['checks', 'compare', 'codes'] as const

export function SetupPlace({ tenant }: { readonly tenant: TenantView }): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation(['setup', 'shell'])
  const latest = SetupContext.useSelected((state) => state.latest)
  const isRunning = SetupContext.useSelected((state) => state.isRunning)
  const failure = failureOf(SetupContext.useSelected((state) => state.runAction))
  const result = latest.status === 'loaded' ? latest.value : null
  const [tab, setTab] = useState<(typeof TABS)[number]>('checks')
  return (
    <Page
      title={t('shell:place.setup')}
      lead={t('lead')}
      mark={<TenantBadge tenant={tenant} />}
      actions={<RunChecksButton isPrimary={result === null || !result.ok} />}
    >
      <Tabs
        label={t('tab.label')}
        idPrefix="setup"
        selected={tab}
        tabs={TABS.map((value) => ({ value, label: t(`tab.${value}`) }))}
        onSelect={setTab}
      />
      <div role="tabpanel" aria-labelledby={`setup-${tab}`} className={styles.panel}>
        {tab === 'compare' && <CompareTenants tenant={tenant} />}
        {tab === 'codes' && <ErrorCodes />}
        {tab === 'checks' && (
          <>
            {isRunning && (
              <div className={styles.running} role="status">
                <Text>{t('runningLong')}</Text>
                <ProgressBar aria-label={t('running')} />
              </div>
            )}
            {failure && <FailureNotice failure={failure} />}
            <LatestChecks tenant={tenant} />
          </>
        )}
      </div>
      <ColumnsDialog />
    </Page>
  )
}

function LatestChecks({ tenant }: { readonly tenant: TenantView }): ReactNode {
  const { t } = useTranslation('setup')
  const latest = SetupContext.useSelected((state) => state.latest)
  const isRunning = SetupContext.useSelected((state) => state.isRunning)
  if (latest.status === 'loading') return <LoadingState rows={6} height={72} />
  if (latest.status === 'failed') return <FailureNotice failure={latest.failure} />
  if (latest.value !== null) {
    return (
      <>
        <CheckSummary tenant={tenant} result={latest.value} />
        <CheckGroups tenantId={tenant.id} rows={latest.value.rows} />
      </>
    )
  }
  if (isRunning) return null
  return (
    <EmptyState
      icon={<ClipboardTaskListLtr20Regular />}
      title={t('empty.title')}
      body={t('empty.body')}
      action={<RunChecksButton isPrimary />}
    />
  )
}

function RunChecksButton({ isPrimary }: { readonly isPrimary: boolean }): ReactNode {
  const { t } = useTranslation('setup')
  const isRunning = SetupContext.useSelected((state) => state.isRunning)
  const run = SetupContext.useSelected((state) => state.run)
  return (
    <Button
      appearance={isPrimary ? 'primary' : 'secondary'}
      icon={isRunning ? <Spinner size="tiny" /> : <Play20Filled />}
      disabledFocusable={isRunning}
      onClick={() => void run()}
    >
      {isRunning ? t('running') : t('run')}
    </Button>
  )
}
