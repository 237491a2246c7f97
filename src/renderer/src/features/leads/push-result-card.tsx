import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  tokens,
} from '@fluentui/react-components'
import { ArrowRepeatAll20Regular, Dismiss20Regular, DocumentTable20Regular } from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { formatDuration } from '../../ui/format-time.ts'
import { BulkPushContext, notArrived, type FinishedPush } from './bulk-push.store.ts'
import { OutcomeCounts } from './outcome-counts.tsx'

const useStyles = makeStyles({
  bar: { flexShrink: 0 },
  line: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  body: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    whiteSpace: 'normal',
    paddingTop: tokens.spacingVerticalS,
    paddingBottom: tokens.spacingVerticalS,
  },
})

/** What came of the last larger push, or of the one chosen among earlier ones, and what can be done about what did not arrive. */
export function PushResultCard(): ReactNode {
  const finished = BulkPushContext.useSelected((state) => state.finished)
  return finished && <Result finished={finished} />
}

function Result({ finished }: { readonly finished: FinishedPush }): ReactNode {
  const styles = useStyles()
  const { t, i18n } = useTranslation(['push', 'common'])
  const ask = BulkPushContext.useSelected((state) => state.ask)
  const saveFailed = BulkPushContext.useSelected((state) => state.saveFailed)
  const dismiss = BulkPushContext.useSelected((state) => state.dismissResult)
  const { result, runId, status } = finished
  const bad = notArrived(finished)
  const number = (value: number): string => value.toLocaleString(i18n.language)
  const duration = (ms: number): string => formatDuration(ms, i18n.language)
  const words = { total: number(result.total), good: number(result.total - bad), count: bad }
  const outcome = status === 'cancelled' ? 'cancelled' : bad === 0 ? 'passed' : 'failed'
  return (
    <MessageBar intent={bad === 0 ? 'success' : 'warning'} layout="multiline" className={styles.bar}>
      <MessageBarBody className={styles.body}>
        <MessageBarTitle>{t(`result.${outcome}`, words)}</MessageBarTitle>
        <span className={styles.line}>
          <OutcomeCounts outcomes={result.outcomes} label={t(`result.${outcome}`, words)} />
          {t('result.time', {
            duration: duration(result.durationMs),
            retries: number(result.retries),
            throttled: duration(result.throttledMs),
          })}
        </span>
      </MessageBarBody>
      <MessageBarActions
        containerAction={
          <Button
            appearance="transparent"
            icon={<Dismiss20Regular />}
            aria-label={t('common:close')}
            onClick={dismiss}
          />
        }
      >
        {bad > 0 && (
          <>
            <Button icon={<DocumentTable20Regular />} onClick={() => void saveFailed(runId)}>
              {t('result.save')}
            </Button>
            <Button icon={<ArrowRepeatAll20Regular />} onClick={() => void ask({ failedOf: runId })}>
              {t('result.again', { count: bad })}
            </Button>
          </>
        )}
      </MessageBarActions>
    </MessageBar>
  )
}
