import { Button, makeStyles, MessageBar, MessageBarBody, ProgressBar, Text, tokens } from '@fluentui/react-components'
import { ArrowRepeatAll20Regular, Beaker20Regular, Play20Filled, Stop20Filled } from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ScenarioOutline } from '../../../../shared/model/scenario.ts'
import type { TenantView } from '../../../../shared/model/tenant.ts'
import { runnableOutlines } from '../../app/runs/runnable-outlines.ts'
import { ProdLockBar } from '../../app/session/prod-lock-bar.tsx'
import { TenantBadge } from '../../app/session/tenant-badge.tsx'
import { failureOf } from '../../bridge/action-state.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { LoadingState } from '../../ui/loading-state.tsx'
import { Page } from '../../ui/page.tsx'
import { CleanUpNotice } from './clean-up-notice.tsx'
import { ReopenedBar } from './reopened-bar.tsx'
import { RunHistory } from './run-history.tsx'
import { ScenarioCard } from './scenario-card.tsx'
import { ScenariosContext } from './scenarios.store.ts'
import { progressOf } from './step-rows.ts'

const useStyles = makeStyles({
  progress: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS },
  line: { display: 'flex', justifyContent: 'space-between', fontVariantNumeric: 'tabular-nums' },
})

export function ScenariosPlace({ tenant }: { readonly tenant: TenantView }): ReactNode {
  const { t } = useTranslation(['scenarios', 'shell'])
  const outlines = ScenariosContext.useSelected((state) => state.outlines)
  const failure = failureOf(ScenariosContext.useSelected((state) => state.action))
  const reopened = ScenariosContext.useSelected((state) => state.reopened)
  const cleanUp = ScenariosContext.useSelected((state) => state.cleanUp)
  const known = outlines.status === 'loaded' ? outlines.value : []
  return (
    <Page
      title={t('shell:place.scenarios')}
      lead={t('lead')}
      mark={<TenantBadge tenant={tenant} />}
      actions={<RunActions outlines={runnableOutlines(known, tenant)} />}
    >
      <ProdLockBar tenant={tenant} />
      {tenant.effectiveEnvironment === 'PROD' && (
        <MessageBar intent="warning" layout="multiline" style={{ flexShrink: 0 }}>
          <MessageBarBody style={{ whiteSpace: 'normal' }}>{t('prodWarning')}</MessageBarBody>
        </MessageBar>
      )}
      {failure && <FailureNotice failure={failure} />}
      {reopened && <ReopenedBar run={reopened} />}
      <RunProgress outlines={known} />
      {outlines.status === 'loading' && <LoadingState rows={3} height={72} />}
      {outlines.status === 'failed' && <FailureNotice failure={outlines.failure} />}
      {outlines.status === 'loaded' && known.length === 0 && (
        <EmptyState icon={<Beaker20Regular />} title={t('empty.title')} body={t('empty.body')} />
      )}
      {known.map((outline) => (
        <ScenarioCard key={outline.id} outline={outline} isRunnable={runnableOutlines([outline], tenant).length > 0} />
      ))}
      {cleanUp && <CleanUpNotice cleanUp={cleanUp} />}
      <RunHistory />
    </Page>
  )
}

function RunActions({ outlines }: { readonly outlines: readonly ScenarioOutline[] }): ReactNode {
  const { t } = useTranslation('scenarios')
  const run = ScenariosContext.useSelected((state) => state.run)
  const cancel = ScenariosContext.useSelected((state) => state.cancel)
  const isRunning = ScenariosContext.useSelected((state) => state.watched?.isRunning === true)
  const isStarting = ScenariosContext.useSelected((state) => state.action.status === 'busy')
  const chosenIds = ScenariosContext.useSelected((state) => state.chosen)
  const results = ScenariosContext.useSelected((state) => state.results)
  const runnable = outlines.map(({ id }) => id)
  const chosen = runnable.filter((id) => chosenIds.has(id))
  const failed = runnable.filter((id) => results.get(id)?.result.status === 'failed')
  if (isRunning) {
    return (
      <Button icon={<Stop20Filled />} onClick={() => void cancel()}>
        {t('cancel')}
      </Button>
    )
  }
  const ids = chosen.length > 0 ? chosen : runnable
  return (
    <>
      {failed.length > 0 && (
        <Button icon={<ArrowRepeatAll20Regular />} disabledFocusable={isStarting} onClick={() => void run(failed)}>
          {t('runFailed', { count: failed.length })}
        </Button>
      )}
      <Button
        appearance="primary"
        icon={<Play20Filled />}
        disabledFocusable={isStarting || ids.length === 0}
        onClick={() => void run(ids)}
      >
        {chosen.length > 0 ? t('runChosen', { count: chosen.length }) : t('runAll', { count: outlines.length })}
      </Button>
    </>
  )
}

function RunProgress({ outlines }: { readonly outlines: readonly ScenarioOutline[] }): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation('scenarios')
  const watched = ScenariosContext.useSelected((state) => state.watched)
  if (watched?.isRunning !== true) return null
  const asked = watched.ids.length === 0 ? outlines : outlines.filter((outline) => watched.ids.includes(outline.id))
  const { done, total } = progressOf(asked, (id) => watched.steps.get(id) ?? [])
  return (
    <div className={styles.progress} role="status">
      <div className={styles.line}>
        <Text>{t('progress', { done, total })}</Text>
      </div>
      <ProgressBar value={done} max={Math.max(1, total)} aria-label={t('progress', { done, total })} />
    </div>
  )
}
