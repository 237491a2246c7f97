import { makeStyles, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { TenantView } from '../../../../shared/model/tenant.ts'
import { TenantBadge } from '../../app/session/tenant-badge.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { LoadingState } from '../../ui/loading-state.tsx'
import { Page } from '../../ui/page.tsx'
import { DecisionForm } from './decision-form.tsx'
import { DecisionLog } from './decision-log.tsx'
import { GateLines } from './gate-lines.tsx'
import { GateVerdictNotice } from './gate-verdict-notice.tsx'
import { UntoldNotice } from './untold-notice.tsx'
import { GateContext } from './gate.store.ts'

const useStyles = makeStyles({
  split: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 3fr) minmax(320px, 2fr)',
    alignItems: 'start',
    gap: tokens.spacingHorizontalL,
    '@media (max-width: 1079px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
})

export interface GatePlaceProps {
  readonly tenant: TenantView
  readonly tenants: readonly TenantView[]
}

export function GatePlace({ tenant, tenants }: GatePlaceProps): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation(['gate', 'shell'])
  const status = GateContext.useSelected((state) => state.status)
  const log = GateContext.useSelected((state) => state.log)
  return (
    <Page title={t('shell:place.gate')} lead={t('lead')} mark={<TenantBadge tenant={tenant} />}>
      <GateVerdictNotice />
      <UntoldNotice />
      {status.status === 'loading' && <LoadingState rows={5} height={72} />}
      {status.status === 'failed' && <FailureNotice failure={status.failure} />}
      {status.status === 'loaded' && (
        <div className={styles.split}>
          <GateLines tenantId={tenant.id} lines={status.value.lines} production={status.value.production} />
          <DecisionForm key={tenant.id} tenant={tenant} tenants={tenants} status={status.value} />
        </div>
      )}
      {log.status === 'failed' && <FailureNotice failure={log.failure} />}
      {log.status === 'loaded' && <DecisionLog entries={log.value} />}
    </Page>
  )
}
