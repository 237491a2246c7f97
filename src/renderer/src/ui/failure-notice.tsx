import {
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  tokens,
} from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { adviseFailure } from '../../../shared/advice/advise-failure.ts'
import type { Failure } from '../../../shared/model/failure.ts'
import { languageOf } from '../i18n/create-i18n.ts'
import { Disclosure } from './disclosure.tsx'
import { failureDetails } from './failure-details.ts'
import { KeyValues } from './key-values.tsx'

const useStyles = makeStyles({
  body: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS, whiteSpace: 'normal' },
  todo: { fontWeight: tokens.fontWeightSemibold },
  bar: { flexShrink: 0, paddingTop: tokens.spacingVerticalS, paddingBottom: tokens.spacingVerticalS },
})

export interface FailureNoticeProps {
  readonly failure: Failure
  readonly actions?: ReactNode
}

/** Every failure the window shows: what happened, what to do, and the ids that support asks for. */
export function FailureNotice({ failure, actions }: FailureNoticeProps): ReactNode {
  const styles = useStyles()
  const { t, i18n } = useTranslation()
  const advice = adviseFailure(failure, languageOf(i18n.language))
  const details = failureDetails(failure)
  return (
    <MessageBar intent={failure.kind === 'Cancelled' ? 'info' : 'error'} layout="multiline" className={styles.bar}>
      <MessageBarBody className={styles.body}>
        <div>
          <MessageBarTitle>{advice.title}</MessageBarTitle>
        </div>
        <div>{advice.whatHappened}</div>
        <div className={styles.todo}>{advice.whatToDo}</div>
        {details.length > 0 && (
          <Disclosure label={t('failure.details')}>
            <KeyValues items={details.map((item) => ({ key: t(`failure.${item.key}`), value: item.value }))} />
          </Disclosure>
        )}
      </MessageBarBody>
      {actions !== undefined && <MessageBarActions>{actions}</MessageBarActions>}
    </MessageBar>
  )
}
