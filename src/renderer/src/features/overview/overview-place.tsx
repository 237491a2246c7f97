import { Button, makeStyles, Spinner, tokens } from '@fluentui/react-components'
import { Play20Filled, Stop20Filled } from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { TenantView } from '../../../../shared/model/tenant.ts'
import { ProdLockBar } from '../../app/session/prod-lock-bar.tsx'
import { TenantBadge } from '../../app/session/tenant-badge.tsx'
import { isLocked } from '../../app/session/write-permission.ts'
import { failureOf } from '../../bridge/action-state.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { LoadingState } from '../../ui/loading-state.tsx'
import { Page } from '../../ui/page.tsx'
import { useNow } from '../../ui/use-now.ts'
import { DecisionSection } from './decision-section.tsx'
import { LeadsSection } from './leads-section.tsx'
import { LiveSection } from './live-section.tsx'
import { NextStep } from './next-step.tsx'
import { OverviewContext } from './overview.store.ts'
import { factsFor, type OverviewFacts } from './overview-facts.ts'
import { stepsOf } from './runbook-steps.ts'
import { StepCards } from './step-cards.tsx'

const useStyles = makeStyles({
  pair: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)',
    gap: tokens.spacingHorizontalL,
    '@media (max-width: 1023px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
})

/** Where the active tenant stands, what to do next, and the whole runbook behind one button. */
export function OverviewPlace({ tenant }: { readonly tenant: TenantView }): ReactNode {
  const { t } = useTranslation(['overview', 'shell'])
  const read = OverviewContext.useSelected((state) => state.facts)
  const readFailure = OverviewContext.useSelected((state) => state.failure)
  const runFailure = failureOf(OverviewContext.useSelected((state) => state.action))
  const failure = runFailure ?? readFailure
  const facts = read === null ? null : factsFor(read, tenant)
  return (
    <Page
      title={t('shell:place.overview')}
      lead={t('lead')}
      mark={<TenantBadge tenant={tenant} />}
      actions={<RunRunbookButton tenant={tenant} />}
    >
      <ProdLockBar tenant={tenant} />
      {failure && <FailureNotice failure={failure} />}
      {facts === null && readFailure === null && <LoadingState rows={4} height={72} />}
      {facts && <Standing facts={facts} />}
    </Page>
  )
}

function Standing({ facts }: { readonly facts: OverviewFacts }): ReactNode {
  const styles = useStyles()
  const live = OverviewContext.useSelected((state) => state.live)
  return (
    <>
      {live ? <LiveSection live={live} outlines={facts.outlines} /> : <NextStep facts={facts} />}
      <StepCards steps={stepsOf(facts)} />
      <div className={styles.pair}>
        <DecisionSection decision={facts.decision} />
        <LeadsSection counts={facts.counts} />
      </div>
    </>
  )
}

function RunRunbookButton({ tenant }: { readonly tenant: TenantView }): ReactNode {
  const { t } = useTranslation(['overview', 'shell'])
  const isRefused = isLocked(tenant, useNow(1000))
  const isRunning = OverviewContext.useSelected((state) => state.action.status === 'busy' || state.live !== null)
  const run = OverviewContext.useSelected((state) => state.runRunbook)
  const cancel = OverviewContext.useSelected((state) => state.cancelRunbook)
  const isLive = OverviewContext.useSelected((state) => state.live !== null)
  return (
    <>
      {isLive && (
        <Button icon={<Stop20Filled />} onClick={() => void cancel()}>
          {t('cancel')}
        </Button>
      )}
      <Button
        appearance="primary"
        icon={isRunning ? <Spinner size="tiny" /> : <Play20Filled />}
        disabledFocusable={isRunning || isRefused}
        {...(isRefused ? { title: t('shell:lock.locked', { name: tenant.name }) } : {})}
        onClick={() => void run()}
      >
        {isRunning ? t('running') : t('runAll')}
      </Button>
    </>
  )
}
