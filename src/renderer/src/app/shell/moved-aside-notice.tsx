import { Button, MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { valueOf } from '../../bridge/loadable.ts'
import { NavigationContext } from '../navigation/navigation.store.ts'
import { SessionContext } from '../session/session.store.ts'

/** Said at every place until the next start: the database was damaged, where it lies now, and the way to a backup. */
export function MovedAsideNotice(): ReactNode {
  const { t } = useTranslation('shell')
  const path = SessionContext.useSelected((state) => valueOf(state.info)?.movedAside ?? null)
  const goTo = NavigationContext.useSelected((state) => state.goTo)
  if (path === null) return null
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody style={{ whiteSpace: 'normal' }}>
        <MessageBarTitle>{t('movedAside.title')}</MessageBarTitle>
        {t('movedAside.body', { path })}
      </MessageBarBody>
      <MessageBarActions>
        <Button size="small" onClick={() => goTo('settings')}>
          {t('movedAside.restore')}
        </Button>
      </MessageBarActions>
    </MessageBar>
  )
}
