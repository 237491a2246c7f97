import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Input,
  makeStyles,
  Radio,
  RadioGroup,
  Text,
  tokens,
} from '@fluentui/react-components'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { EnvironmentSchema, type Environment, type TenantView } from '../../../../shared/model/tenant.ts'
import { failureOf } from '../../bridge/action-state.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { TenantsContext } from './tenants.store.ts'

const useStyles = makeStyles({
  content: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  quiet: { color: tokens.colorNeutralForeground3 },
})

const NEXT: Readonly<Record<Environment, Environment>> = { DEV: 'TEST', TEST: 'PROD', PROD: 'PROD' }

/** A tenant's profile for the next environment: all of it but name, environment, address and credential. */
export function DuplicateDialog({
  tenant,
  onClose,
}: {
  readonly tenant: TenantView
  readonly onClose: () => void
}): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation(['tenants', 'common'])
  const duplicate = TenantsContext.useSelected((state) => state.duplicate)
  const action = TenantsContext.useSelected((state) => state.action)
  const next = NEXT[tenant.environment]
  const [form, setForm] = useState({
    name: tenant.name.replace(tenant.environment, next),
    environment: next,
    baseUrl: '',
  })
  const failure = failureOf(action)
  const isWhole = form.name.trim() !== '' && form.baseUrl.trim() !== ''
  const submit = async (): Promise<void> => {
    if (isWhole && (await duplicate({ tenantId: tenant.id, ...form }))) onClose()
  }
  return (
    <Dialog open onOpenChange={(_event, data) => (data.open ? undefined : onClose())}>
      <DialogSurface>
        <form
          noValidate
          autoComplete="off"
          onSubmit={(event) => {
            event.preventDefault()
            void submit()
          }}
        >
          <DialogBody>
            <DialogTitle>{t('duplicate.title', { name: tenant.name })}</DialogTitle>
            <DialogContent className={styles.content}>
              <Text className={styles.quiet}>{t('duplicate.intro')}</Text>
              {failure && <FailureNotice failure={failure} />}
              <Field label={t('field.name')} required>
                <Input
                  value={form.name}
                  maxLength={80}
                  onChange={(_event, { value }) => setForm({ ...form, name: value })}
                />
              </Field>
              <Field label={t('field.environment')} required>
                <RadioGroup
                  layout="horizontal"
                  value={form.environment}
                  onChange={(_event, { value }) => setForm({ ...form, environment: EnvironmentSchema.parse(value) })}
                >
                  {EnvironmentSchema.options.map((environment) => (
                    <Radio key={environment} value={environment} label={environment} />
                  ))}
                </RadioGroup>
              </Field>
              <Field label={t('field.baseUrl')} required>
                <Input
                  value={form.baseUrl}
                  placeholder={t('hint.baseUrl')}
                  spellCheck={false}
                  onChange={(_event, { value }) => setForm({ ...form, baseUrl: value })}
                />
              </Field>
            </DialogContent>
            <DialogActions>
              <Button onClick={onClose}>{t('common:cancel')}</Button>
              <Button appearance="primary" type="submit" disabled={!isWhole || action.status === 'busy'}>
                {t('duplicate.submit')}
              </Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  )
}
