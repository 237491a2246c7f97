import { Button, MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle } from '@fluentui/react-components'
import { Dismiss16Regular } from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { ReportsContext } from './reports.store.ts'

/** What the last order came to: how many files, and which formats could not be made and why. */
export function WritingOutcome(): ReactNode {
  const { t } = useTranslation(['reports', 'common'])
  const outcome = ReportsContext.useSelected((state) => state.outcome)
  const dismiss = ReportsContext.useSelected((state) => state.dismissOutcome)
  if (outcome === null) return null
  const { written, skipped } = outcome
  return (
    <MessageBar intent={skipped.length === 0 ? 'success' : 'warning'} politeness="polite" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{t('outcome.written', { count: written.length })}</MessageBarTitle>{' '}
        {skipped.map(({ format, reason }) => (
          <span key={format}>
            {t('outcome.skipped', { format: t(`formats.${format}`), why: t(`outcome.why.${reason}`) })}
          </span>
        ))}
      </MessageBarBody>
      <MessageBarActions
        containerAction={
          <Button
            appearance="transparent"
            icon={<Dismiss16Regular />}
            aria-label={t('common:close')}
            onClick={dismiss}
          />
        }
      />
    </MessageBar>
  )
}
