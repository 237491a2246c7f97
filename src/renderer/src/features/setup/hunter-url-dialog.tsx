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
} from '@fluentui/react-components'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf, IDLE, type ActionState } from '../../bridge/action-state.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { OpenerButton } from '../../ui/opener-button.tsx'
import { SetupContext } from './setup.store.ts'

const USUAL = 'http://localhost:8000'

/** Where the tenant's Hunter backend is asked for its health. */
export function HunterUrlButton(): ReactNode {
  const { t } = useTranslation('setup')
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <OpenerButton size="small" onClick={() => setOpen(true)}>
        {t('hunterUrl.button')}
      </OpenerButton>
      <Dialog open={isOpen} onOpenChange={(_event, data) => setOpen(data.open)}>
        {isOpen ? <HunterUrlSurface onDone={() => setOpen(false)} /> : <></>}
      </Dialog>
    </>
  )
}

function HunterUrlSurface({ onDone }: { readonly onDone: () => void }): ReactNode {
  const { t } = useTranslation(['setup', 'common'])
  const known = SetupContext.useSelected((state) => state.hunterUrl)
  const setHunterUrl = SetupContext.useSelected((state) => state.setHunterUrl)
  const [text, setText] = useState(known?.url ?? USUAL)
  const [action, setAction] = useState<ActionState>(IDLE)
  const save = async (url: string | null): Promise<void> => {
    const after = await setHunterUrl(url)
    setAction(after)
    if (after.status === 'idle') onDone()
  }
  const failure = failureOf(action)
  return (
    <DialogSurface>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void save(text)
        }}
      >
        <DialogBody>
          <DialogTitle>{t('hunterUrl.title')}</DialogTitle>
          <DialogContent>
            <Field label={t('hunterUrl.label')} hint={t('hunterUrl.hint')}>
              <Input value={text} onChange={(_event, data) => setText(data.value)} spellCheck={false} />
            </Field>
            {failure && <FailureNotice failure={failure} />}
          </DialogContent>
          <DialogActions>
            <Button onClick={onDone}>{t('common:cancel')}</Button>
            <Button onClick={() => void save(null)}>{t('hunterUrl.none')}</Button>
            <Button appearance="primary" type="submit">
              {t('hunterUrl.save')}
            </Button>
          </DialogActions>
        </DialogBody>
      </form>
    </DialogSurface>
  )
}
