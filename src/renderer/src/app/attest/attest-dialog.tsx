import { Field, Input, Text, Textarea } from '@fluentui/react-components'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../bridge/action-state.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { AttestContext, type Attesting } from './attest.store.ts'

/** A person confirms a line that no interface can show. */
export function AttestDialog(): ReactNode {
  const attesting = AttestContext.useSelected((state) => state.attesting)
  const start = AttestContext.useSelected((state) => state.start)
  return attesting === null ? null : <AttestForm attesting={attesting} onClose={() => start(null)} />
}

interface AttestFormProps {
  readonly attesting: Attesting
  readonly onClose: () => void
}

function AttestForm({ attesting: { row }, onClose }: AttestFormProps): ReactNode {
  const { t } = useTranslation('setup')
  const attest = AttestContext.useSelected((state) => state.attest)
  const action = AttestContext.useSelected((state) => state.action)
  const [by, setBy] = useState('')
  const [note, setNote] = useState('')
  return (
    <FormDialog
      title={t('attestDialog.title', { row })}
      submitLabel={t('attestDialog.submit')}
      failure={failureOf(action)}
      isReady={by.trim() !== ''}
      isBusy={action.status === 'busy'}
      onSubmit={() => void attest(by, note)}
      onClose={onClose}
    >
      <Text>{t('attestDialog.body')}</Text>
      <Field label={t('attestDialog.by')} required>
        <Input value={by} maxLength={200} onChange={(_event, data) => setBy(data.value)} />
      </Field>
      <Field label={t('attestDialog.note')} hint={t('attestDialog.noteHint')}>
        <Textarea value={note} maxLength={2000} onChange={(_event, data) => setNote(data.value)} />
      </Field>
    </FormDialog>
  )
}
