import { Field, Input, makeStyles, Radio, RadioGroup, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { EnvironmentSchema } from '../../../../shared/model/tenant.ts'
import type { FieldErrors, FormField, TenantForm } from './tenant-form.ts'

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
        <TextField {...props} field="baseUrl" placeholder={t('hint.baseUrl')} />
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

function TextField({ field, form, errors, onChange, placeholder }: TextFieldProps): ReactNode {
  const { t } = useTranslation('tenants')
  return (
    <Field
      label={t(`field.${field}`)}
      required
      {...(errors[field] === true ? { validationState: 'error', validationMessage: t(`fieldError.${field}`) } : {})}
    >
      <Input
        value={form[field]}
        spellCheck={false}
        autoComplete="off"
        {...(placeholder === undefined ? {} : { placeholder })}
        onChange={(_event, data) => onChange({ [field]: data.value })}
      />
    </Field>
  )
}
