import { Button, Field, Input } from '@fluentui/react-components'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf, IDLE, type ActionState } from '../../bridge/action-state.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { OpenerButton } from '../../ui/opener-button.tsx'
import { SetupContext } from './setup.store.ts'

const USUAL = 'http://localhost:8000'

/** Where the tenant's Hunter backend is asked for its health. */
export function HunterUrlButton({ appearance }: { readonly appearance: 'secondary' | 'subtle' }): ReactNode {
  const { t } = useTranslation('setup')
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <OpenerButton size="small" appearance={appearance} onClick={() => setOpen(true)}>
        {t('hunterUrl.button')}
      </OpenerButton>
      {isOpen && <HunterUrlDialog onDone={() => setOpen(false)} />}
    </>
  )
}

function HunterUrlDialog({ onDone }: { readonly onDone: () => void }): ReactNode {
  const { t } = useTranslation('setup')
  const known = SetupContext.useSelected((state) => state.hunterUrl)
  const setHunterUrl = SetupContext.useSelected((state) => state.setHunterUrl)
  const [text, setText] = useState(known?.url ?? USUAL)
  const [action, setAction] = useState<ActionState>(IDLE)
  const save = async (url: string | null): Promise<void> => {
    const after = await setHunterUrl(url)
    setAction(after)
    if (after.status === 'idle') onDone()
  }
  return (
    <FormDialog
      title={t('hunterUrl.title')}
      submitLabel={t('hunterUrl.save')}
      failure={failureOf(action)}
      isReady
      isBusy={action.status === 'busy'}
      action={<Button onClick={() => void save(null)}>{t('hunterUrl.none')}</Button>}
      onSubmit={() => void save(text)}
      onClose={onDone}
    >
      <Field label={t('hunterUrl.label')} hint={t('hunterUrl.hint')}>
        <Input value={text} onChange={(_event, data) => setText(data.value)} spellCheck={false} />
      </Field>
    </FormDialog>
  )
}
