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
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '../../../../shared/model/failure.ts'
import { failureOf } from '../../bridge/action-state.ts'
import { Disclosure } from '../../ui/disclosure.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { NetworkFields } from './network-fields.tsx'
import { PasteField } from './paste-field.tsx'
import { SecretFields } from './secret-fields.tsx'
import { fieldErrorsOf, withDraft, type TenantForm } from './tenant-form.ts'
import { TenantFields } from './tenant-fields.tsx'
import { StageList } from './stage-list.tsx'
import { TenantsContext } from './tenants.store.ts'
import { stagesOf } from './test-stages.ts'
import { useTypedForm } from './use-typed-form.ts'

const useStyles = makeStyles({
  surface: { maxWidth: '760px', maxHeight: 'calc(100vh - 64px)' },
  body: { maxHeight: 'calc(100vh - 112px)' },
  content: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  quiet: { color: tokens.colorNeutralForeground3 },
  action: { whiteSpace: 'nowrap', minWidth: 'max-content' },
})

export function AddTenantDialog(): ReactNode {
  const isAdding = TenantsContext.useSelected((state) => state.isAdding)
  const setAdding = TenantsContext.useSelected((state) => state.setAdding)
  return (
    <Dialog open={isAdding} onOpenChange={(_event, data) => setAdding(data.open)}>
      {isAdding ? <AddTenantForm /> : <></>}
    </Dialog>
  )
}

function AddTenantForm(): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation(['tenants', 'common'])
  const add = TenantsContext.useSelected((state) => state.add)
  const connect = TenantsContext.useSelected((state) => state.connect)
  const setAdding = TenantsContext.useSelected((state) => state.setAdding)
  const action = TenantsContext.useSelected((state) => state.addAction)
  const { form, change, fill, leave, judge, ...typed } = useTypedForm()
  const failure = failureOf(action)
  const isBusy = action.status === 'busy'
  const wrong = { ...fieldErrorsOf(failure), ...typed.wrong }
  const submit = (keep: typeof add): void => {
    const judged = judge()
    if (judged.ok) void keep(judged.input)
  }
  return (
    <DialogSurface className={styles.surface}>
      <form
        autoComplete="off"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (!isBusy) submit(connect)
        }}
      >
        <DialogBody className={styles.body}>
          <DialogTitle>{t('addDialog.title')}</DialogTitle>
          <DialogContent className={styles.content}>
            <Text className={styles.quiet}>{t('addDialog.intro')}</Text>
            <PasteField
              label={t('paste.label')}
              hint={t('paste.hint')}
              onRead={(draft) => fill((current) => withDraft(current, draft))}
            />
            {failure && <TestedStages failure={failure} />}
            {failure && <FailureNotice failure={failure} />}
            <TenantFields form={form} errors={wrong} onChange={change} onLeave={leave} />
            <SecretFields
              secret={form.secret}
              drafted={form.draft?.kind ?? null}
              passphrase={form.passphrase}
              onPassphrase={(passphrase) => change({ passphrase })}
              sessionOnly={form.sessionOnly}
              isWrong={wrong.secret === true}
              onSecret={(secret) => change({ secret })}
              expiresOn={form.expiresOn}
              onExpiresOn={(expiresOn) => change({ expiresOn })}
              onSessionOnly={(sessionOnly) => change({ sessionOnly })}
            />
            <NetworkPart form={form} failure={failure} onChange={change} />
            <Text size={200} className={styles.quiet}>
              {t('hint.checksFollow')} {t('hint.newIsOff')}
            </Text>
          </DialogContent>
          <DialogActions>
            <Button onClick={() => setAdding(false)}>{t('common:cancel')}</Button>
            <Button className={styles.action} disabledFocusable={isBusy} onClick={() => submit(add)}>
              {t('addDialog.submit')}
            </Button>
            <Button className={styles.action} appearance="primary" type="submit" disabledFocusable={isBusy}>
              {isBusy ? t('addDialog.adding') : t('addDialog.connect')}
            </Button>
          </DialogActions>
        </DialogBody>
      </form>
    </DialogSurface>
  )
}

/** How far the test came, where the answer tells. */
function TestedStages({ failure }: { readonly failure: Failure }): ReactNode {
  const { t } = useTranslation('tenants')
  const stages = failure.kind.startsWith('D365') ? stagesOf({ status: 'failed', failure }) : []
  const isTold = stages.some(({ status }) => status === 'failed')
  return isTold ? <StageList stages={stages} detailOf={({ status }) => t(`connection.status.${status}`)} /> : null
}

interface NetworkPartProps {
  readonly form: TenantForm
  readonly failure: Failure | null
  readonly onChange: (patch: Partial<TenantForm>) => void
}

/** Few need it, and those only when the first test fails on the way; then it opens by itself. */
function NetworkPart({ form: { network }, failure, onChange }: NetworkPartProps): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation('tenants')
  const isOnTheWay = failure?.kind === 'D365NetworkError' || failure?.kind === 'D365TimeoutError'
  return (
    <Disclosure key={String(isOnTheWay)} label={t('network.title')} isOpenAtFirst={isOnTheWay}>
      <div className={styles.content}>
        <NetworkFields form={network} onChange={(patch) => onChange({ network: { ...network, ...patch } })} />
      </div>
    </Disclosure>
  )
}
