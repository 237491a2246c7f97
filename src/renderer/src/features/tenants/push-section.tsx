import {
  Checkbox,
  Field,
  makeStyles,
  Radio,
  RadioGroup,
  SpinButton,
  Switch,
  Text,
  tokens,
} from '@fluentui/react-components'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { MaxRetriesSchema, MOST_RETRIES, type MatchKey, type TenantView } from '../../../../shared/model/tenant.ts'
import { Section } from '../../ui/section.tsx'
import { OwnerPicker } from './owner-picker.tsx'
import { TenantsContext } from './tenants.store.ts'

const useStyles = makeStyles({
  quiet: { color: tokens.colorNeutralForeground3 },
  retries: { width: '96px' },
  keys: { display: 'flex', flexWrap: 'wrap', columnGap: tokens.spacingHorizontalL },
})

const KEYS: readonly MatchKey[] = ['subject', 'website', 'email']

/** Whether pushes are allowed, and how they behave: whose the new leads are, what counts as there already, and what then happens. */
export function PushSection({ tenant }: { readonly tenant: TenantView }): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation('tenants')
  const setEnabled = TenantsContext.useSelected((state) => state.setEnabled)
  const update = TenantsContext.useSelected((state) => state.update)
  return (
    <Section title={t('push.title')}>
      <Switch
        checked={tenant.d365Enabled}
        label={t('push.switch')}
        onChange={(_event, data) => void setEnabled(tenant.id, data.checked)}
      />
      <Text className={styles.quiet}>{tenant.d365Enabled ? t('push.on') : t('push.off')}</Text>
      <OwnerPicker tenant={tenant} />
      <Field label={t('push.existing')}>
        <RadioGroup
          value={tenant.existingLeadPolicy}
          onChange={(_event, { value }) =>
            void update(tenant.id, { existingLeadPolicy: value === 'update' ? 'update' : 'skip' })
          }
        >
          <Radio value="skip" label={t('push.skip')} />
          <Radio value="update" label={t('push.update')} />
        </RadioGroup>
      </Field>
      <Retries tenant={tenant} />
      <MatchKeys tenant={tenant} />
    </Section>
  )
}

/** Saved with each whole number within the limits; anything else is marked and stays unsaved. */
function Retries({ tenant }: { readonly tenant: TenantView }): ReactNode {
  const { t } = useTranslation('tenants')
  const update = TenantsContext.useSelected((state) => state.update)
  const [typed, setTyped] = useState<string | null>(null)
  const change = (text: string): void => {
    const { data: maxRetries } = MaxRetriesSchema.safeParse(/^\d+$/.test(text.trim()) ? Number(text) : null)
    setTyped(maxRetries === undefined ? text : null)
    if (maxRetries !== undefined && maxRetries !== tenant.maxRetries) void update(tenant.id, { maxRetries })
  }
  return (
    <Field
      label={t('push.retries')}
      hint={t('push.retriesHint')}
      validationState={typed === null ? 'none' : 'error'}
      validationMessage={typed === null ? null : t('push.retriesWrong', { most: MOST_RETRIES })}
    >
      <SpinButton
        className={useStyles().retries}
        min={0}
        max={MOST_RETRIES}
        value={typed === null ? tenant.maxRetries : null}
        displayValue={typed ?? String(tenant.maxRetries)}
        onChange={(_event, { value, displayValue }) => change(displayValue ?? String(value ?? ''))}
      />
    </Field>
  )
}

function MatchKeys({ tenant }: { readonly tenant: TenantView }): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation('tenants')
  const update = TenantsContext.useSelected((state) => state.update)
  const { matchKeys } = tenant
  const set = (key: MatchKey, isOn: boolean): void => {
    const next = KEYS.filter((one) => (one === key ? isOn : matchKeys.includes(one)))
    void update(tenant.id, { matchKeys: next })
  }
  return (
    <Field label={t('push.keys')} hint={t('push.keysHint')}>
      <div role="group" aria-label={t('push.keys')} className={styles.keys}>
        {KEYS.map((key) => (
          <Checkbox
            key={key}
            label={t(`push.key.${key}`)}
            checked={matchKeys.includes(key)}
            // The last one stays: without any, a lead that is there already would never be found.
            disabled={matchKeys.length === 1 && matchKeys.includes(key)}
            onChange={(_event, { checked }) => set(key, checked === true)}
          />
        ))}
      </div>
    </Field>
  )
}
