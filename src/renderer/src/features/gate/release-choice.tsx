import { Dropdown, Field, Option } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { TenantView } from '../../../../shared/model/tenant.ts'

export interface ReleaseChoiceProps {
  readonly tenants: readonly TenantView[]
  readonly chosen: string | null
  readonly onChoose: (tenantId: string | null) => void
}

const NONE = 'none'

/** The PROD tenant a GO opens; absent where there is none. */
export function ReleaseChoice({ tenants, chosen, onChoose }: ReleaseChoiceProps): ReactNode {
  const { t } = useTranslation('gate')
  const prod = tenants.filter((tenant) => tenant.effectiveEnvironment === 'PROD' && tenant.archivedAt === null)
  if (prod.length === 0) return null
  const name = prod.find((tenant) => tenant.id === chosen)?.name ?? t('decide.releasesNone')
  return (
    <Field label={t('decide.releases')} hint={t('decide.releasesHint')}>
      <Dropdown
        value={name}
        selectedOptions={[chosen ?? NONE]}
        onOptionSelect={(_event, data) => onChoose(data.optionValue === NONE ? null : (data.optionValue ?? null))}
      >
        <Option value={NONE}>{t('decide.releasesNone')}</Option>
        {prod.map((tenant) => (
          <Option key={tenant.id} value={tenant.id} text={tenant.name}>
            {`${tenant.name} · PROD`}
          </Option>
        ))}
      </Dropdown>
    </Field>
  )
}
