import { Button, Field, makeStyles, Textarea, tokens } from '@fluentui/react-components'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ScenarioId } from '../../../../shared/model/scenario.ts'
import { ScenariosContext } from './scenarios.store.ts'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', alignItems: 'stretch', gap: tokens.spacingVerticalS },
  button: { alignSelf: 'flex-start' },
})

/** The admin's own words on a result; they go into the report. */
export function ScenarioNote({ id, note }: { readonly id: ScenarioId; readonly note: string | null }): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation('scenarios')
  const setNote = ScenariosContext.useSelected((state) => state.setNote)
  const [typed, setTyped] = useState(note ?? '')
  const isChanged = typed !== (note ?? '')
  return (
    <div className={styles.root}>
      <Field label={t('note.label')} hint={t('note.hint')}>
        <Textarea value={typed} rows={2} maxLength={4000} onChange={(_event, data) => setTyped(data.value)} />
      </Field>
      {isChanged && (
        <Button size="small" className={styles.button} onClick={() => void setNote(id, typed)}>
          {t('note.save')}
        </Button>
      )}
    </div>
  )
}
