import { Button, makeStyles, ProgressBar, Text, tokens } from '@fluentui/react-components'
import { Dismiss16Regular, Pause16Regular, Play16Regular } from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { PushProgress, PushRunState } from '../../../../shared/model/push.ts'
import type { TenantView } from '../../../../shared/model/tenant.ts'
import { useRecordedText } from '../../i18n/use-recorded-text.ts'
import { formatClock, formatDuration, formatElapsed } from '../../ui/format-time.ts'
import { ToneBadge, type Tone } from '../../ui/tone-badge.tsx'
import { useNow } from '../../ui/use-now.ts'
import { BulkPushContext } from './bulk-push.store.ts'
import { OutcomeCounts } from './outcome-counts.tsx'
import { askBlock, pushBlock } from './push-permission.ts'

const useStyles = makeStyles({
  root: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    flexShrink: 0,
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}`,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  line: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  end: { marginLeft: 'auto', display: 'flex', gap: tokens.spacingHorizontalS },
  waiting: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXXS, overflowWrap: 'anywhere' },
  facts: { color: tokens.colorNeutralForeground3, fontVariantNumeric: 'tabular-nums' },
  done: { fontVariantNumeric: 'tabular-nums' },
})

const TONES: Readonly<Record<PushRunState, Tone>> = {
  queueing: 'progress',
  running: 'brand',
  waiting: 'warning',
  paused: 'neutral',
  left: 'warning',
}

/** Pushes of this tenant that are not over. */
export function PushRunCards({ tenant }: { readonly tenant: TenantView }): ReactNode {
  const runs = BulkPushContext.useSelected((state) => state.runs)
  return [...runs.values()].map((progress) => <PushRunCard key={progress.runId} tenant={tenant} progress={progress} />)
}

interface PushRunCardProps {
  readonly tenant: TenantView
  readonly progress: PushProgress
}

function PushRunCard({ tenant, progress }: PushRunCardProps): ReactNode {
  const styles = useStyles()
  const { t, i18n } = useTranslation('push')
  const { state, done, total, outcomes } = progress
  const number = (value: number): string => value.toLocaleString(i18n.language)
  const label = t('run.label', { total: number(total) })
  return (
    <section className={styles.root} aria-label={label}>
      <div className={styles.line}>
        <ToneBadge tone={TONES[state]}>{t(`run.state.${state}`)}</ToneBadge>
        <Text weight="semibold" className={styles.done}>
          {t('run.done', { done: number(done), total: number(total) })}
        </Text>
        <RunButtons progress={progress} />
      </div>
      <ProgressBar value={done} max={Math.max(1, total)} aria-label={label} />
      <OutcomeCounts outcomes={outcomes} label={label} />
      {state === 'left' && <WhyLeft tenant={tenant} wasUnlocked={progress.wasUnlocked} />}
      {state === 'waiting' && <WaitingWords progress={progress} />}
      <Text size={200} className={styles.facts}>
        {useRunFacts(progress).join(' · ')}
      </Text>
    </section>
  )
}

/** What became of it, and what stands against going on with it now; an unlock that it carries still holds. */
function WhyLeft({ tenant, wasUnlocked }: { readonly tenant: TenantView; readonly wasUnlocked: boolean }): ReactNode {
  const { t } = useTranslation(['push', 'leads'])
  const now = useNow(1000)
  const block = wasUnlocked ? askBlock(tenant, now) : pushBlock(tenant, null, now)
  return (
    <>
      <Text>{t('run.interrupted')}</Text>
      {block !== null && <Text weight="semibold">{t(`leads:block.${block}`)}</Text>}
    </>
  )
}

function RunButtons({ progress }: { readonly progress: PushProgress }): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation('push')
  const pause = BulkPushContext.useSelected((state) => state.pause)
  const resume = BulkPushContext.useSelected((state) => state.resume)
  const cancel = BulkPushContext.useSelected((state) => state.cancel)
  const isBusy = BulkPushContext.useSelected((state) => state.runAction.status === 'busy')
  const { runId, state } = progress
  const isStopped = state === 'paused' || state === 'left'
  return (
    <span className={styles.end}>
      <Button
        size="small"
        icon={isStopped ? <Play16Regular /> : <Pause16Regular />}
        disabledFocusable={isBusy}
        onClick={() => void (isStopped ? resume(runId) : pause(runId))}
      >
        {isStopped ? t('run.resume') : t('run.pause')}
      </Button>
      <Button size="small" icon={<Dismiss16Regular />} disabledFocusable={isBusy} onClick={() => void cancel(runId)}>
        {t('run.cancel')}
      </Button>
    </span>
  )
}

/** What it waits for, until when, and what was said: the cause stands there to be read, not to be found under the pointer. */
function WaitingWords({ progress }: { readonly progress: PushProgress }): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation('push')
  const recorded = useRecordedText()
  const { waitingFor, waitingUntil, waitingWhy } = progress
  return (
    <div className={styles.waiting}>
      <Text role="status">{waitingFor !== null && t(`run.waitingFor.${waitingFor}`)}</Text>
      {waitingUntil !== null && <GoesOn at={waitingUntil} />}
      {waitingWhy !== null && (
        <Text size={200} className={styles.facts}>
          {recorded(waitingWhy)}
        </Text>
      )}
    </div>
  )
}

function GoesOn({ at }: { readonly at: string }): ReactNode {
  const styles = useStyles()
  const { t, i18n } = useTranslation('push')
  const leftMs = Math.max(0, Date.parse(at) - useNow(1000))
  const words = { time: formatClock(at, i18n.language), duration: formatElapsed(leftMs, i18n.language) }
  return <Text className={styles.done}>{t('run.until', words)}</Text>
}

/** Pace, time left, calls under way, limits: what is known of them now. */
function useRunFacts(progress: PushProgress): readonly string[] {
  const { t } = useTranslation('push')
  const pace = usePaceFacts(progress)
  const limits = useLimitFact(progress)
  const { bulkMode, wasUnlocked } = progress
  const facts = [
    ...pace,
    bulkMode === null ? null : t(`run.mode.${bulkMode}`),
    limits,
    wasUnlocked ? t('run.unlocked') : null,
  ]
  return facts.filter((fact) => fact !== null)
}

function usePaceFacts(progress: PushProgress): readonly (string | null)[] {
  const { t, i18n } = useTranslation('push')
  const { ratePerSecond, secondsLeft, inFlight, concurrency, state } = progress
  // While it waits, those under way are leads that wait too, and the pace is that of before.
  if (state !== 'running') return []
  const rate = ratePerSecond?.toLocaleString(i18n.language, { maximumFractionDigits: 1 })
  const left = secondsLeft === null ? null : formatDuration(Math.ceil(secondsLeft) * 1000, i18n.language)
  return [
    rate === undefined ? null : t('run.rate', { rate }),
    left === null ? null : t('run.left', { duration: left }),
    t('run.inFlight', { inFlight, concurrency }),
  ]
}

function useLimitFact({ limits }: PushProgress): string | null {
  const { t, i18n } = useTranslation('push')
  if (limits === null || limits.requests === null) return null
  const number = (value: number): string => value.toLocaleString(i18n.language, { maximumFractionDigits: 0 })
  const requests = number(limits.requests)
  const seconds = limits.executionSeconds
  return seconds === null ? t('run.limits', { requests }) : t('run.limitsBoth', { requests, seconds: number(seconds) })
}
