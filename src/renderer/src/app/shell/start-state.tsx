import { Button, makeStyles, Spinner, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { SessionContext } from '../session/session.store.ts'

const useStyles = makeStyles({
  root: { display: 'grid', placeItems: 'center', height: '100%', padding: tokens.spacingHorizontalXXL },
  hidden: { position: 'absolute', clipPath: 'inset(50%)' },
})

/** Before the tenants are known, or when they cannot be read. */
export function StartState(): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation()
  const tenants = SessionContext.useSelected((state) => state.tenants)
  const refresh = SessionContext.useSelected((state) => state.refreshTenants)
  return (
    <div className={styles.root}>
      <h1 className={styles.hidden}>{t('appName')}</h1>
      {tenants.status === 'failed' ? (
        <FailureNotice
          failure={tenants.failure}
          actions={
            <Button size="small" onClick={() => void refresh()}>
              {t('retry')}
            </Button>
          }
        />
      ) : (
        <Spinner label={t('start.loading')} labelPosition="below" />
      )}
    </div>
  )
}
