import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  tokens,
} from '@fluentui/react-components'
import { Dismiss20Regular } from '@fluentui/react-icons'
import type { ReactElement, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ImportResult } from '../../../../shared/model/lead.ts'
import { failureOf } from '../../bridge/action-state.ts'
import { useRecordedText } from '../../i18n/use-recorded-text.ts'
import { Disclosure } from '../../ui/disclosure.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { LeadsContext } from './leads.store.ts'

const useStyles = makeStyles({
  bar: { flexShrink: 0 },
  body: { whiteSpace: 'normal', paddingTop: tokens.spacingVerticalXS, paddingBottom: tokens.spacingVerticalXS },
  lines: {
    margin: 0,
    paddingLeft: 0,
    listStyleType: 'none',
    maxHeight: '160px',
    overflowY: 'auto',
    display: 'grid',
    gridTemplateColumns: 'max-content minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalM,
    rowGap: tokens.spacingVerticalXXS,
  },
  line: { display: 'contents' },
  number: { fontVariantNumeric: 'tabular-nums', fontWeight: tokens.fontWeightSemibold },
})

const MOST_LINES = 200

/** What the last import did, with the reason for every rejected line. */
export function ImportNotice(): ReactNode {
  const { t } = useTranslation('common')
  const action = LeadsContext.useSelected((state) => state.importAction)
  const result = LeadsContext.useSelected((state) => state.importResult)
  const dismiss = LeadsContext.useSelected((state) => state.dismissImport)
  const isAsked = LeadsContext.useSelected((state) => state.importQuestion !== null)
  const failure = isAsked ? null : failureOf(action)
  const close = (
    <Button appearance="transparent" icon={<Dismiss20Regular />} aria-label={t('close')} onClick={dismiss} />
  )
  if (failure) return <FailureNotice failure={failure} actions={close} />
  return result && <ImportSummary result={result} close={close} />
}

function ImportSummary({ result, close }: { readonly result: ImportResult; readonly close: ReactElement }): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation('leads')
  const recorded = useRecordedText()
  const hidden = Math.max(0, result.rejected.length - MOST_LINES)
  return (
    <MessageBar intent={result.rejected.length > 0 ? 'warning' : 'success'} layout="multiline" className={styles.bar}>
      <MessageBarBody className={styles.body}>
        <MessageBarTitle>{t('imported.title', { file: result.file })}</MessageBarTitle>
        {t('imported.summary', { ...result, rejected: result.rejected.length })}
        {result.rejected.length > 0 && (
          <Disclosure label={t('imported.rejected')} isOpenAtFirst={result.rejected.length <= 5}>
            <ul className={styles.lines} tabIndex={0} aria-label={t('imported.rejected')}>
              {result.rejected.slice(0, MOST_LINES).map((rejected) => (
                <li key={`${rejected.line}-${rejected.reason}`} className={styles.line}>
                  <span className={styles.number}>{t('imported.line', { line: rejected.line })}</span>
                  <span>{recorded(rejected.reason)}</span>
                </li>
              ))}
            </ul>
            {hidden > 0 && t('imported.more', { count: hidden })}
          </Disclosure>
        )}
      </MessageBarBody>
      <MessageBarActions containerAction={close} />
    </MessageBar>
  )
}
