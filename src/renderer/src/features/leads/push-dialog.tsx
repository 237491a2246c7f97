import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  Spinner,
  Text,
  tokens,
} from '@fluentui/react-components'
import { Send20Regular } from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { TenantView } from '../../../../shared/model/tenant.ts'
import { EnvironmentMark } from '../../app/session/environment-mark.tsx'
import { ProdLockBar } from '../../app/session/prod-lock-bar.tsx'
import { failureOf } from '../../bridge/action-state.ts'
import { valueOf } from '../../bridge/loadable.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { LoadingState } from '../../ui/loading-state.tsx'
import { useNow } from '../../ui/use-now.ts'
import { BulkPushContext } from './bulk-push.store.ts'
import { ForecastView } from './forecast-view.tsx'
import { DryRunView } from './dry-run-view.tsx'
import { pushBlock } from './push-permission.ts'

const useStyles = makeStyles({
  surface: { maxWidth: '640px' },
  // What lies behind stays to be seen, however long the answer is.
  body: { maxHeight: 'calc(100vh - 112px)' },
  content: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
  title: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
})

/** Before many leads leave: what it will ask of Dynamics 365, what it would do, and to whom the leads will belong. */
export function PushDialog({ tenant }: { readonly tenant: TenantView }): ReactNode {
  const isOpen = BulkPushContext.useSelected((state) => state.selection !== null)
  const close = BulkPushContext.useSelected((state) => state.closeDialog)
  return (
    <Dialog open={isOpen} onOpenChange={(_event, data) => (data.open ? undefined : close())}>
      {isOpen ? <PushSurface tenant={tenant} /> : <></>}
    </Dialog>
  )
}

function PushSurface({ tenant }: { readonly tenant: TenantView }): ReactNode {
  const styles = useStyles()
  const { t, i18n } = useTranslation('push')
  const forecast = BulkPushContext.useSelected((state) => state.forecast)
  const total = forecast.status === 'loaded' ? forecast.value.leads.toLocaleString(i18n.language) : '…'
  return (
    <DialogSurface className={styles.surface}>
      <DialogBody className={styles.body}>
        <DialogTitle>
          <span className={styles.title}>
            {t('ask.title', { total, tenant: tenant.name })}
            <EnvironmentMark tenant={tenant} />
          </span>
        </DialogTitle>
        <DialogContent className={styles.content}>
          <ForecastPart tenant={tenant} />
          <DryRunPart />
          <StartTrouble tenant={tenant} />
        </DialogContent>
        <PushActions tenant={tenant} />
      </DialogBody>
    </DialogSurface>
  )
}

function ForecastPart({ tenant }: { readonly tenant: TenantView }): ReactNode {
  const forecast = BulkPushContext.useSelected((state) => state.forecast)
  if (forecast.status === 'loading') return <LoadingState rows={4} />
  if (forecast.status === 'failed') return <FailureNotice failure={forecast.failure} />
  return <ForecastView tenant={tenant} forecast={forecast.value} />
}

function DryRunPart(): ReactNode {
  const dryRun = BulkPushContext.useSelected((state) => state.dryRun)
  if (dryRun === null || dryRun.status === 'loading') return null
  if (dryRun.status === 'failed') return <FailureNotice failure={dryRun.failure} />
  return <DryRunView result={dryRun.value} />
}

function StartTrouble({ tenant }: { readonly tenant: TenantView }): ReactNode {
  const { t } = useTranslation('leads')
  const failure = failureOf(BulkPushContext.useSelected((state) => state.startAction))
  const block = pushBlock(tenant, null, useNow(1000))
  return (
    <>
      {failure && <FailureNotice failure={failure} />}
      {block !== null && block !== 'prod_locked' && <Text role="status">{t(`block.${block}`)}</Text>}
      <ProdLockBar tenant={tenant} />
    </>
  )
}

function PushActions({ tenant }: { readonly tenant: TenantView }): ReactNode {
  const { t } = useTranslation(['push', 'common'])
  const forecast = valueOf(BulkPushContext.useSelected((state) => state.forecast))
  const start = BulkPushContext.useSelected((state) => state.start)
  const close = BulkPushContext.useSelected((state) => state.closeDialog)
  const isStarting = BulkPushContext.useSelected((state) => state.startAction.status === 'busy')
  const block = pushBlock(tenant, null, useNow(1000))
  const hasLeads = forecast !== null && forecast.leads > 0
  return (
    <>
      <DialogActions position="start">
        <DryRunButton isOff={!hasLeads || block === 'd365_disabled'} />
      </DialogActions>
      <DialogActions>
        <Button onClick={close}>{t('common:cancel')}</Button>
        <Button
          appearance="primary"
          icon={isStarting ? <Spinner size="tiny" /> : <Send20Regular />}
          disabledFocusable={isStarting || !hasLeads || block !== null}
          onClick={() => void start()}
        >
          {isStarting ? t('ask.starting') : t('ask.start')}
        </Button>
      </DialogActions>
    </>
  )
}

function DryRunButton({ isOff }: { readonly isOff: boolean }): ReactNode {
  const { t } = useTranslation('push')
  const tryDry = BulkPushContext.useSelected((state) => state.tryDry)
  const isAsking = BulkPushContext.useSelected((state) => state.dryRun?.status === 'loading')
  return (
    <Button
      icon={isAsking ? <Spinner size="tiny" /> : null}
      disabledFocusable={isAsking || isOff}
      title={t('ask.dryRunHint')}
      onClick={() => void tryDry()}
    >
      {isAsking ? t('ask.dryRunBusy') : t('ask.dryRun')}
    </Button>
  )
}
