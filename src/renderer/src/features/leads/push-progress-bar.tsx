import { Button, makeStyles, ProgressBar, Text, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { PushProgress } from '../../../../shared/model/push.ts'
import { formatClock } from '../../ui/format-time.ts'
import { LeadsContext } from './leads.store.ts'

const useStyles = makeStyles({
  root: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalM, flexShrink: 0, minHeight: '32px' },
  bar: { flex: 1 },
  words: { fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' },
})

/** Pushes under way on this tenant. */
export function PushProgressBars(): ReactNode {
  const pushes = LeadsContext.useSelected((state) => state.pushes)
  return [...pushes.values()].map((progress) => <PushProgressRow key={progress.runId} progress={progress} />)
}

function PushProgressRow({ progress }: { readonly progress: PushProgress }): ReactNode {
  const styles = useStyles()
  const { t, i18n } = useTranslation('leads')
  const cancel = LeadsContext.useSelected((state) => state.cancelPush)
  const label = t('progress.label', { done: progress.done, total: progress.total })
  return (
    <div className={styles.root}>
      <Text className={styles.words} role="status">
        {progress.waitingUntil === null
          ? label
          : t('progress.waiting', { time: formatClock(progress.waitingUntil, i18n.language) })}
      </Text>
      <ProgressBar className={styles.bar} value={progress.done} max={Math.max(1, progress.total)} aria-label={label} />
      <Button size="small" onClick={() => void cancel(progress.runId)}>
        {t('progress.cancel')}
      </Button>
    </div>
  )
}
