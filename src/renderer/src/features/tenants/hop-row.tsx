import { Button, makeStyles, Spinner, tokens } from '@fluentui/react-components'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Result } from '../../../../shared/lib/result.ts'
import type { Failure } from '../../../../shared/model/failure.ts'
import type { ConnectionHop, ConnectionTrace } from '../../../../shared/model/network.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { ToneBadge, type Tone } from '../../ui/tone-badge.tsx'
import { TenantsContext } from './tenants.store.ts'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  hops: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: tokens.spacingHorizontalS,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
})

const TONES: Readonly<Record<ConnectionHop['status'], Tone>> = {
  passed: 'success',
  failed: 'danger',
  not_needed: 'neutral',
  not_reached: 'neutral',
}

type Traced = Result<ConnectionTrace, Failure> | 'running' | null

/** The way to the tenant, hop by hop, with the remedy for the first that fails. */
export function HopRow({ tenantId }: { readonly tenantId: string }): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation('tenants')
  const trace = TenantsContext.useSelected((state) => state.trace)
  const [result, setResult] = useState<Traced>(null)
  const start = async (): Promise<void> => {
    setResult('running')
    setResult(await trace(tenantId))
  }
  const isRunning = result === 'running'
  const { hops, failure } = shownOf(result)
  return (
    <div className={styles.root} aria-live="polite">
      <div>
        <Button
          icon={isRunning ? <Spinner size="tiny" /> : null}
          disabledFocusable={isRunning}
          onClick={() => void start()}
        >
          {t('network.trace')}
        </Button>
      </div>
      {hops.length > 0 && (
        <ol className={styles.hops} aria-label={t('network.hops')}>
          {hops.map(({ hop, status, hosts }) => (
            <li key={hop} title={hosts.join(', ')}>
              <ToneBadge
                tone={TONES[status]}
              >{`${t(`network.hop.${hop}`)}: ${t(`network.hopStatus.${status}`)}`}</ToneBadge>
            </li>
          ))}
        </ol>
      )}
      {failure && <FailureNotice failure={failure} />}
    </div>
  )
}

function shownOf(result: Traced): { readonly hops: readonly ConnectionHop[]; readonly failure: Failure | null } {
  if (result === null || result === 'running') return { hops: [], failure: null }
  if (!result.ok) return { hops: [], failure: result.failure }
  const { hops } = result.value
  return { hops, failure: hops.find((hop) => hop.failure !== null)?.failure ?? null }
}
