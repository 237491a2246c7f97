import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  Text,
  tokens,
} from '@fluentui/react-components'
import { ArrowRepeatAll20Regular, Dismiss20Regular, DocumentTable20Regular } from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { PushResult } from '../../../../shared/model/push.ts'
import { formatDuration } from '../../ui/format-time.ts'
import { OpenerButton } from '../../ui/opener-button.tsx'
import { Disclosure } from '../../ui/disclosure.tsx'
import { BulkPushContext, notArrived, type FinishedPush } from './bulk-push.store.ts'
import { OutcomeCounts } from './outcome-counts.tsx'
import { ReasonList } from './reason-list.tsx'
import { whyNotArrived } from './reasons.ts'

/** The others are in the failed rows; the list of leads stays to be seen below. */
const MOST_REASONS = 3

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
  return finished && <Result key={finished.runId} finished={finished} />
}

function Result({ finished }: { readonly finished: FinishedPush }): ReactNode {
  const styles = useStyles()
  const { t, i18n } = useTranslation(['push', 'common'])
  const ask = BulkPushContext.useSelected((state) => state.ask)
  const saveFailed = BulkPushContext.useSelected((state) => state.saveFailed)
  const dismiss = BulkPushContext.useSelected((state) => state.dismissResult)
  const { result, runId, status } = finished
  const bad = notArrived(finished)
  const duration = (ms: number): string => formatDuration(ms, i18n.language)
  const words = { total: result.total, good: result.total - bad, count: bad }
  const outcome = status === 'cancelled' ? 'cancelled' : bad === 0 ? 'passed' : 'failed'
  return (
    <MessageBar intent={bad === 0 ? 'success' : 'warning'} layout="multiline" className={styles.bar}>
      <MessageBarBody className={styles.body}>
        <MessageBarTitle>{t(`result.${outcome}`, words)}</MessageBarTitle>
        <span className={styles.line}>
          <OutcomeCounts outcomes={result.outcomes} label={t(`result.${outcome}`, words)} />
          {[
            result.durationMs === 0 ? null : duration(result.durationMs),
            result.retries === 0 ? null : t('result.retries', { count: result.retries }),
            result.throttledMs === 0 ? null : t('result.throttled', { duration: duration(result.throttledMs) }),
          ]
            .filter((part) => part !== null)
            .join(' · ')}
        </span>
        {result.outcomes.unknown > 0 && <Text>{t('result.unknown', { count: result.outcomes.unknown })}</Text>}
        {bad > 0 && <WhyNot result={result} bad={bad} />}
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
            <OpenerButton icon={<ArrowRepeatAll20Regular />} onClick={() => void ask({ failedOf: runId })}>
              {t('result.again', { count: bad })}
            </OpenerButton>
          </>
        )}
      </MessageBarActions>
    </MessageBar>
  )
}

/** Folded: most pushes leave many reasons behind, one alone is the reason of all and stands open. */
function WhyNot({ result, bad }: { readonly result: PushResult; readonly bad: number }): ReactNode {
  const { t } = useTranslation('push')
  const reasons = whyNotArrived(result.leads)
  const more = reasons.length - MOST_REASONS
  const unlisted = bad - reasons.reduce((sum, { domains }) => sum + domains.length, 0)
  if (reasons.length === 0) return null
  return (
    <Disclosure label={t('result.reasons')} isOpenAtFirst={reasons.length === 1}>
      <ReasonList reasons={reasons.slice(0, MOST_REASONS)} label={t('result.reasons')} />
      {more > 0 && <Text size={200}>{t('reasons.more', { count: more })}</Text>}
      {unlisted > 0 && <Text size={200}>{t('ask.moreNotArriving', { count: unlisted })}</Text>}
    </Disclosure>
  )
}
