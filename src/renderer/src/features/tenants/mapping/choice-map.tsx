import { Button, Input, makeStyles, Select, Text, tokens } from '@fluentui/react-components'
import { Add16Regular, ArrowRight16Regular, Delete16Regular } from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { TargetColumn } from '../../../../../shared/model/mapping.ts'
import type { DraftWord } from './mapping-draft.ts'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: tokens.spacingVerticalXS },
  quiet: { color: tokens.colorNeutralForeground3 },
  row: {
    display: 'grid',
    gridTemplateColumns: 'minmax(120px, 220px) 16px minmax(140px, 260px) 24px',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
  },
  input: { minWidth: 0 },
})

export interface ChoiceMapProps {
  readonly column: string
  readonly words: readonly DraftWord[]
  readonly target: TargetColumn | undefined
  readonly onChange: (words: readonly DraftWord[]) => void
}

/** Which of Hunter's words becomes which value of the choice. */
export function ChoiceMap({ column, words, target, onChange }: ChoiceMapProps): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation('tenants')
  const replaced = (at: number, word: DraftWord): void =>
    onChange(words.map((old, index) => (index === at ? word : old)))
  return (
    <div className={styles.root} role="group" aria-label={t('mapping.words', { column })}>
      <Text size={200} className={styles.quiet}>
        {t('mapping.wordsHint')}
      </Text>
      {words.map(({ word, value }, at) => (
        // A word is known by its place: it has no other name while it is being typed.
        <div key={at} className={styles.row}>
          <Input
            size="small"
            className={styles.input}
            aria-label={t('mapping.word', { number: at + 1, column })}
            value={word}
            onChange={(_event, data) => replaced(at, { word: data.value, value })}
          />
          <ArrowRight16Regular aria-hidden="true" />
          <Select
            size="small"
            aria-label={t('mapping.valueOf', { word: word === '' ? at + 1 : word, column })}
            value={value === null ? '' : String(value)}
            onChange={(_event, data) => replaced(at, { word, value: data.value === '' ? null : Number(data.value) })}
          >
            <option value="">{t('mapping.chooseValue')}</option>
            {optionsOf(target, value).map((option) => (
              <option key={option.value} value={option.value}>
                {option.label} ({option.value})
              </option>
            ))}
          </Select>
          <Button
            size="small"
            appearance="subtle"
            icon={<Delete16Regular />}
            aria-label={t('mapping.removeWord', { word: word === '' ? at + 1 : word, column })}
            onClick={() => onChange(words.filter((_word, index) => index !== at))}
          />
        </div>
      ))}
      <Button
        size="small"
        appearance="subtle"
        icon={<Add16Regular />}
        onClick={() => onChange([...words, { word: '', value: null }])}
      >
        {t('mapping.addWord')}
      </Button>
    </div>
  )
}

/** A value that the column does not have stays visible: the check names it, and it can be changed. */
function optionsOf(target: TargetColumn | undefined, value: number | null): TargetColumn['choices'] {
  const choices = target?.choices ?? []
  const isKnown = value === null || choices.some((choice) => choice.value === value)
  return isKnown ? choices : [...choices, { value, label: '?' }]
}
