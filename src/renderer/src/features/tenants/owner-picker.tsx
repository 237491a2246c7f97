import { Combobox, Field, makeStyles, Option, tokens } from '@fluentui/react-components'
import { useRef, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '../../../../shared/model/failure.ts'
import { MOST_OWNERS_OF_A_KIND, type Owner, type TenantView } from '../../../../shared/model/tenant.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { TenantsContext } from './tenants.store.ts'

const useStyles = makeStyles({
  list: { maxHeight: '320px' },
  box: { maxWidth: '400px' },
  // It cannot be chosen, and is there to be read.
  said: { color: tokens.colorNeutralForeground3 },
})

/** No id is empty, so this stands for the application user. */
const NOBODY = ''

/** Whose new leads are: searched in D365 by name, so that only who is there can be chosen. */
export function OwnerPicker({ tenant }: { readonly tenant: TenantView }): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation('tenants')
  const setOwner = TenantsContext.useSelected((state) => state.setOwner)
  const search = useOwnerSearch(tenant.id)
  const { typed, found, failure } = search
  const said = wordsUnder(search)
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
          {said !== null && (
            <Option disabled className={styles.said} value="said" text={typed ?? ''}>
              {t(`push.found.${said}`, { most: MOST_OWNERS_OF_A_KIND })}
            </Option>
          )}
        </Combobox>
      </Field>
      {failure !== null && !search.isOpen && <FailureNotice failure={failure} />}
    </>
  )
}

/** What stands under the names, or in their place. */
function wordsUnder({ typed, found, failure, isAsking }: OwnerSearch) {
  if (failure !== null) return 'unreadable'
  if (found.length === 0) return isAsking ? 'asking' : (typed ?? '') === '' ? 'nobody' : 'noneOfThatName'
  const isFull = (kind: Owner['kind']): boolean =>
    found.filter((owner) => owner.kind === kind).length >= MOST_OWNERS_OF_A_KIND
  return isFull('user') || isFull('team') ? 'more' : null
}

interface OwnerSearch {
  /** Null = nothing is being typed. */
  readonly typed: string | null
  readonly found: readonly Owner[]
  readonly failure: Failure | null
  readonly isAsking: boolean
  readonly isOpen: boolean
  readonly begin: () => void
  readonly type: (text: string) => void
  readonly end: () => void
}

function useOwnerSearch(tenantId: string): OwnerSearch {
  const findOwners = TenantsContext.useSelected((state) => state.findOwners)
  const [typed, setTyped] = useState<string | null>(null)
  const [answer, setAnswer] = useState<OwnerAnswer>(NOTHING)
  const [isOpen, setOpen] = useState(false)
  const asked = useRef(0)
  const ask = async (text: string): Promise<void> => {
    asked.current += 1
    const mine = asked.current
    setAnswer((before) => ({ ...before, failure: null, isAsking: true }))
    const result = await findOwners(tenantId, text)
    // Answers may overtake each other; only that to what stands there now counts.
    if (mine !== asked.current) return
    setAnswer(result.ok ? { ...NOTHING, found: result.value } : { ...NOTHING, failure: result.failure })
  }
  return {
    typed,
    isOpen,
    ...answer,
    begin: () => {
      setOpen(true)
      void ask('')
    },
    type: (text) => {
      setTyped(text)
      void ask(text)
    },
    end: () => {
      setOpen(false)
      setTyped(null)
    },
  }
}

type OwnerAnswer = Pick<OwnerSearch, 'found' | 'failure' | 'isAsking'>

const NOTHING: OwnerAnswer = { found: [], failure: null, isAsking: false }
