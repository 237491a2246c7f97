import { Combobox, Field, makeStyles, Option } from '@fluentui/react-components'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '../../../../shared/model/failure.ts'
import type { Owner, TenantView } from '../../../../shared/model/tenant.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { TenantsContext } from './tenants.store.ts'

const useStyles = makeStyles({ list: { maxHeight: '320px' }, box: { maxWidth: '400px' } })

/** No id is empty, so this stands for the application user. */
const NOBODY = ''

/** Whose new leads are: searched in D365 by name, so that only who is there can be chosen. */
export function OwnerPicker({ tenant }: { readonly tenant: TenantView }): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation('tenants')
  const setOwner = TenantsContext.useSelected((state) => state.setOwner)
  const search = useOwnerSearch(tenant.id)
  const { typed, found, failure } = search
  return (
    <>
      <Field label={t('push.owner')} hint={t('push.ownerHint')}>
        <Combobox
          freeform
          className={styles.box}
          value={typed ?? tenant.owner?.name ?? t('push.nobody')}
          selectedOptions={[tenant.owner?.id ?? NOBODY]}
          listbox={{ className: styles.list }}
          positioning={{ position: 'below', align: 'start' }}
          // Closed without a choice, what was typed chose nobody.
          onOpenChange={(_event, { open }) => (open ? search.begin() : search.end())}
          onChange={(event) => search.type(event.target.value)}
          onOptionSelect={(_event, { optionValue }) => {
            const owner = found.find(({ id }) => id === optionValue) ?? null
            if (optionValue === NOBODY || owner !== null) void setOwner(tenant.id, owner)
          }}
        >
          <Option value={NOBODY}>{t('push.nobody')}</Option>
          {found.map(({ id, kind, name }) => (
            <Option key={id} value={id} text={name}>
              {`${name} · ${t(`push.kind.${kind}`)}`}
            </Option>
          ))}
          {found.length === 0 && typed !== null && failure === null && (
            <Option disabled value="none" text={typed}>
              {t('push.noOwner')}
            </Option>
          )}
        </Combobox>
      </Field>
      {failure !== null && <FailureNotice failure={failure} />}
    </>
  )
}

interface OwnerSearch {
  /** Null = nothing is being typed. */
  readonly typed: string | null
  readonly found: readonly Owner[]
  readonly failure: Failure | null
  readonly begin: () => void
  readonly type: (text: string) => void
  readonly end: () => void
}

function useOwnerSearch(tenantId: string): OwnerSearch {
  const findOwners = TenantsContext.useSelected((state) => state.findOwners)
  const [typed, setTyped] = useState<string | null>(null)
  const [answer, setAnswer] = useState<{ readonly found: readonly Owner[]; readonly failure: Failure | null }>(NOTHING)
  const ask = async (text: string): Promise<void> => {
    const result = await findOwners(tenantId, text)
    setAnswer(result.ok ? { found: result.value, failure: null } : { found: [], failure: result.failure })
  }
  return {
    typed,
    ...answer,
    begin: () => void ask(''),
    type: (text) => {
      setTyped(text)
      void ask(text)
    },
    end: () => setTyped(null),
  }
}

const NOTHING = { found: [], failure: null }
