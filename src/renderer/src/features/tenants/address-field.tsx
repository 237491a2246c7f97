import { Field, Input } from '@fluentui/react-components'
import { useEffect, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConnectionDraft } from '../../../../shared/model/connection-draft.ts'
import { TenantsContext } from './tenants.store.ts'

export interface AddressFieldProps {
  readonly value: string
  /** What was sent was refused for it. */
  readonly isWrong?: boolean
  readonly onChange: (value: string) => void
}

type Read = Pick<ConnectionDraft, 'baseUrl' | 'cloud'>

/** The environment's address: judged while it is typed, with the cloud it belongs to; tidied when it is left. */
export function AddressField({ value, isWrong = false, onChange }: AddressFieldProps): ReactNode {
  const { t } = useTranslation('tenants')
  const read = useReadAddress(value.trim())
  const [isLeft, setLeft] = useState(false)
  const leave = (): void => {
    setLeft(true)
    const tidy = tidyOf(read)
    if (tidy !== null && tidy !== value) onChange(tidy)
  }
  const isRefused = isWrong || (isLeft && read !== null && tidyOf(read) === null)
  const cloud = read?.cloud ?? null
  const state = isRefused
    ? ({ validationState: 'error', validationMessage: t('fieldError.baseUrl') } as const)
    : cloud !== null && ({ validationState: 'success', validationMessage: t(`paste.cloud.${cloud}`) } as const)
  return (
    <Field label={t('field.baseUrl')} required {...state}>
      <Input
        value={value}
        placeholder={t('hint.baseUrl')}
        spellCheck={false}
        autoComplete="off"
        onBlur={leave}
        onChange={(_event, data) => {
          setLeft(false)
          onChange(data.value)
        }}
      />
    </Field>
  )
}

/** The address as it is kept; null for one that is refused. */
const tidyOf = (read: Read | null): string | null => (read?.cloud == null ? null : read.baseUrl)

/** Null while nobody has judged this very text. */
function useReadAddress(text: string): Read | null {
  const readAddress = TenantsContext.useSelected((state) => state.readAddress)
  const [answer, setAnswer] = useState<{ readonly text: string; readonly read: Read | null } | null>(null)
  useEffect(() => {
    if (text === '') return
    let isStale = false
    void readAddress(text).then((read) => {
      if (!isStale) setAnswer({ text, read })
    })
    return () => {
      isStale = true
    }
  }, [text, readAddress])
  return answer?.text === text ? answer.read : null
}
