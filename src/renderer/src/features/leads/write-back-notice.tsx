import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  tokens,
} from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { formatRelative } from '../../ui/format-time.ts'
import { useNow } from '../../ui/use-now.ts'
import { BulkPushContext } from './bulk-push.store.ts'

const useStyles = makeStyles({
  bar: { flexShrink: 0 },
  body: { whiteSpace: 'normal', paddingTop: tokens.spacingVerticalXS, paddingBottom: tokens.spacingVerticalXS },
})

/** Leads pushed from here that Hunter's own worker would push once more. */
export function WriteBackNotice(): ReactNode {
  const styles = useStyles()
  const { t, i18n } = useTranslation('push')
  const now = useNow(60_000)
  const state = BulkPushContext.useSelected(({ writeBack }) => writeBack)
  const exportLeads = BulkPushContext.useSelected((store) => store.exportLeads)
  const untold = state === null ? 0 : state.pushed - state.exported
  if (state === null || untold === 0) return null
  const last = state.newestExportAt
  return (
    <MessageBar intent="info" layout="auto" className={styles.bar}>
      <MessageBarBody className={styles.body}>
        <MessageBarTitle>{t('writeBack.title', { count: untold })}</MessageBarTitle>
        {t('writeBack.body', { count: untold })}
        {last !== null && ` ${t('writeBack.last', { time: formatRelative(last, now, i18n.language) })}`}
      </MessageBarBody>
      <MessageBarActions>
        <Button onClick={() => void exportLeads({ format: 'hunter', badge: null, withState: false })}>
          {t('writeBack.action')}
        </Button>
      </MessageBarActions>
    </MessageBar>
  )
}
