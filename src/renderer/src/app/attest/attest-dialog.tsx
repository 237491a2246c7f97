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
  Text,
  Textarea,
} from '@fluentui/react-components'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../bridge/action-state.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { AttestContext, type Attesting } from './attest.store.ts'

/** A person confirms a line that no interface can show. */
export function AttestDialog(): ReactNode {
  const attesting = AttestContext.useSelected((state) => state.attesting)
  const start = AttestContext.useSelected((state) => state.start)
  return (
    <Dialog open={attesting !== null} onOpenChange={(_event, data) => (data.open ? undefined : start(null))}>
      {attesting === null ? <></> : <AttestForm attesting={attesting} onClose={() => start(null)} />}
    </Dialog>
  )
}

interface AttestFormProps {
  readonly attesting: Attesting
  readonly onClose: () => void
}

function AttestForm({ attesting: { row }, onClose }: AttestFormProps): ReactNode {
  const { t } = useTranslation(['setup', 'common'])
  const attest = AttestContext.useSelected((state) => state.attest)
  const action = AttestContext.useSelected((state) => state.action)
  const failure = failureOf(action)
  const [by, setBy] = useState('')
  const [note, setNote] = useState('')
  const isReady = by.trim() !== '' && action.status !== 'busy'
  return (
    <DialogSurface>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (isReady) void attest(by, note)
        }}
      >
        <DialogBody>
          <DialogTitle>{t('attestDialog.title', { row })}</DialogTitle>
          <DialogContent style={{ display: 'flex', flexDirection: 'column', gap: 12 }}>
            <Text>{t('attestDialog.body')}</Text>
            {failure && <FailureNotice failure={failure} />}
            <Field label={t('attestDialog.by')} required>
              <Input value={by} maxLength={200} onChange={(_event, data) => setBy(data.value)} />
            </Field>
            <Field label={t('attestDialog.note')} hint={t('attestDialog.noteHint')}>
              <Textarea value={note} maxLength={2000} onChange={(_event, data) => setNote(data.value)} />
            </Field>
          </DialogContent>
          <DialogActions>
            <Button onClick={onClose}>{t('common:cancel')}</Button>
            <Button appearance="primary" type="submit" disabled={!isReady}>
              {t('attestDialog.submit')}
            </Button>
          </DialogActions>
        </DialogBody>
      </form>
    </DialogSurface>
  )
}
