import { Button, Field, makeStyles, MessageBar, MessageBarBody, Textarea, tokens } from '@fluentui/react-components'
import { DocumentArrowUp20Regular } from '@fluentui/react-icons'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConnectionDraft } from '../../../../shared/model/connection-draft.ts'
import { TenantsContext } from './tenants.store.ts'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  file: { alignSelf: 'flex-start' },
  bar: { flexShrink: 0 },
})

export interface PasteFieldProps {
  readonly label: string
  readonly hint: string
  readonly onRead: (draft: ConnectionDraft) => void
}

/**
 * Takes a connection in any form. What is pasted goes to the main process at once and leaves the field: a secret among it stays there and is
 * never shown here again.
 */
export function PasteField({ label, hint, onRead }: PasteFieldProps): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation('tenants')
  const readConnection = TenantsContext.useSelected((state) => state.readConnection)
  const openConnectionFile = TenantsContext.useSelected((state) => state.openConnectionFile)
  const [typed, setTyped] = useState('')
  const [draft, setDraft] = useState<ConnectionDraft | null>(null)
  const take = async (reading: Promise<ConnectionDraft | null>): Promise<void> => {
    setTyped('')
    const read = await reading
    if (read === null) return
    setDraft(read)
    onRead(read)
  }
  const change = (text: string): void => {
    // More than a key stroke: pasted or dropped.
    if (text.length > typed.length + 1) void take(readConnection(text))
    else setTyped(text)
  }
  return (
    <div className={styles.root}>
      <Field label={label} hint={hint}>
        <Textarea
          rows={2}
          value={typed}
          autoComplete="off"
          spellCheck={false}
          onChange={(_event, data) => change(data.value)}
          onBlur={() => {
            if (typed.trim() !== '') void take(readConnection(typed))
          }}
        />
      </Field>
      <Button
        className={styles.file}
        icon={<DocumentArrowUp20Regular />}
        onClick={() => void take(openConnectionFile())}
      >
        {t('paste.file')}
      </Button>
      {draft !== null && <DraftNotes draft={draft} />}
    </div>
  )
}

/** A note about an id names its field. */
const isIdField = (detail: string | null): detail is 'entraTenantId' | 'clientId' =>
  detail === 'entraTenantId' || detail === 'clientId'

/** What was found, and what is wrong with it. */
function DraftNotes({ draft }: { readonly draft: ConnectionDraft }): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation('tenants')
  const isFound = !draft.notes.some(({ note }) => note === 'nothing_found')
  return (
    <div aria-live="polite" className={styles.root}>
      {isFound && (
        <MessageBar intent="success" layout="multiline" className={styles.bar}>
          <MessageBarBody>
            {t(`paste.form.${draft.form}`)} {t(`paste.credential.${draft.credential}`)}
            {draft.cloud !== null && ` ${t(`paste.cloud.${draft.cloud}`)}`}
          </MessageBarBody>
        </MessageBar>
      )}
      {draft.notes.map(({ note, detail }) => (
        <MessageBar key={`${note} ${detail ?? ''}`} intent="warning" layout="multiline" className={styles.bar}>
          <MessageBarBody style={{ whiteSpace: 'normal' }}>
            {t(`paste.note.${note}`, { detail: isIdField(detail) ? t(`field.${detail}`) : (detail ?? '') })}
          </MessageBarBody>
        </MessageBar>
      ))}
    </div>
  )
}
