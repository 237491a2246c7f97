import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  Text,
  tokens,
} from '@fluentui/react-components'
import { useEffect, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { TenantView } from '../../../../shared/model/tenant.ts'
import { CopyButton } from '../../app/evidence/copy-button.tsx'
import { failureOf } from '../../bridge/action-state.ts'
import { CodeBlock } from '../../ui/code-block.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { LoadingState } from '../../ui/loading-state.tsx'
import { TenantsContext, type EnvExport } from './tenants.store.ts'

const useStyles = makeStyles({
  surface: { maxWidth: '720px' },
  content: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
})

/** The runbook's `.env` of a tenant, without its secret; on PROD also the commands that put the secret into a KeyVault. */
export function EnvDialog({
  tenant,
  onClose,
}: {
  readonly tenant: TenantView
  readonly onClose: () => void
}): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation(['tenants', 'common'])
  const exportEnv = TenantsContext.useSelected((state) => state.exportEnv)
  const failure = failureOf(TenantsContext.useSelected((state) => state.action))
  const [exported, setExported] = useState<EnvExport | null>(null)
  useEffect(() => void exportEnv(tenant.id).then(setExported), [exportEnv, tenant.id])
  const isProd = tenant.effectiveEnvironment === 'PROD'
  return (
    <Dialog open onOpenChange={(_event, data) => (data.open ? undefined : onClose())}>
      <DialogSurface className={styles.surface}>
        <DialogBody>
          <DialogTitle>{t('env.title', { name: tenant.name })}</DialogTitle>
          <DialogContent className={styles.content}>
            <Text>{t(isProd ? 'env.prod' : 'env.intro')}</Text>
            {failure && <FailureNotice failure={failure} />}
            {exported === null && failure === null && <LoadingState rows={3} />}
            {exported && <Copyable text={exported.text} label=".env" />}
            {exported && isProd && <Copyable text={exported.keyVault.join('\n')} label={t('env.keyVault')} />}
          </DialogContent>
          <DialogActions>
            <Button appearance="primary" onClick={onClose}>
              {t('common:close')}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  )
}

function Copyable({ text, label }: { readonly text: string; readonly label: string }): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation('common')
  return (
    <div className={styles.content}>
      <Text weight="semibold">{label}</Text>
      <CodeBlock text={text} label={label} />
      <div>
        <CopyButton text={text} label={t('copy')} />
      </div>
    </div>
  )
}
