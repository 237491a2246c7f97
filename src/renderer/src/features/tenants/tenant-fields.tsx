import { Field, Input, makeStyles, Radio, RadioGroup, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { EnvironmentSchema } from '../../../../shared/model/tenant.ts'
import { AddressField } from './address-field.tsx'
import { hasOneIdTwice, tidyTyped, type FieldErrors, type FormField, type TenantForm } from './tenant-form.ts'

const useStyles = makeStyles({
  wide: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) 264px',
    gap: tokens.spacingHorizontalL,
    alignItems: 'start',
  },
  pair: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)',
    gap: tokens.spacingHorizontalL,
    alignItems: 'start',
  },
})

export interface TenantFieldsProps {
  readonly form: TenantForm
  readonly errors: FieldErrors
  readonly onChange: (patch: Partial<TenantForm>) => void
  /** The field lost the focus: what it holds is meant. */
  readonly onLeave: (field: FormField) => void
}

/** The fields of a connection, each with its own error. */
export function TenantFields(props: TenantFieldsProps): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation('tenants')
  const { form, onChange } = props
  return (
    <>
      <div className={styles.wide}>
        <TextField {...props} field="name" placeholder="Contoso DEV" />
        <Field label={t('field.environment')} required>
          <RadioGroup
            layout="horizontal"
            value={form.environment}
            onChange={(_event, data) => onChange({ environment: EnvironmentSchema.parse(data.value) })}
          >
            {EnvironmentSchema.options.map((environment) => (
              <Radio key={environment} value={environment} label={environment} />
            ))}
          </RadioGroup>
        </Field>
      </div>
      <div className={styles.wide}>
        <AddressField
          value={form.baseUrl}
          isWrong={props.errors.baseUrl === true}
          onChange={(baseUrl) => onChange({ baseUrl })}
        />
        <TextField {...props} field="apiVersion" />
      </div>
      <div className={styles.pair}>
        <TextField {...props} field="entraTenantId" />
        <TextField {...props} field="clientId" />
      </div>
    </>
  )
}

interface TextFieldProps extends TenantFieldsProps {
  readonly field: FormField
  readonly placeholder?: string
}

function TextField({ field, form, errors, onChange, onLeave, placeholder }: TextFieldProps): ReactNode {
  const { t } = useTranslation('tenants')
  const isTwice = field === 'clientId' && hasOneIdTwice(form)
  const message = isTwice ? t('paste.note.ids_are_equal') : t(`fieldError.${field}`)
  return (
    <Field
      label={t(`field.${field}`)}
      required
      {...(errors[field] === true ? { validationState: 'error', validationMessage: message } : {})}
    >
      <Input
        value={form[field]}
        spellCheck={false}
        autoComplete="off"
        {...(placeholder === undefined ? {} : { placeholder })}
        onBlur={() => onLeave(field)}
        onChange={(_event, data) => onChange(tidyTyped({ [field]: data.value }))}
      />
    </Field>
  )
}
