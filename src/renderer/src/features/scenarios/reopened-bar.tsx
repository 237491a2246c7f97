import { Button, MessageBar, MessageBarActions, MessageBarBody } from '@fluentui/react-components'
import { useEffect, useRef, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Run } from '../../../../shared/model/run.ts'
import { formatMoment } from '../../ui/format-time.ts'
import { ScenariosContext } from './scenarios.store.ts'

/** Says that the cards below show an earlier run, and leads back; comes into view, since the run was chosen far below. */
export function ReopenedBar({ run }: { readonly run: Run }): ReactNode {
  const { t, i18n } = useTranslation('scenarios')
  const reopen = ScenariosContext.useSelected((state) => state.reopen)
  const bar = useRef<HTMLDivElement>(null)
  useEffect(() => bar.current?.scrollIntoView({ block: 'nearest' }), [run.id])
  return (
    <div ref={bar} style={{ flexShrink: 0 }}>
      <MessageBar intent="info" layout="multiline">
        <MessageBarBody style={{ whiteSpace: 'normal' }}>
          {t('history.reopened', { at: formatMoment(run.startedAt, i18n.language), version: run.appVersion })}
        </MessageBarBody>
        <MessageBarActions>
          <Button onClick={() => reopen(null)}>{t('history.backToNewest')}</Button>
        </MessageBarActions>
      </MessageBar>
    </div>
  )
}
