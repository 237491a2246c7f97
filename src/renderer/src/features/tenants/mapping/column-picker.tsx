import { Combobox, makeStyles, Option, Text, tokens } from '@fluentui/react-components'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { FIXED_COLUMNS, type TargetColumn } from '../../../../../shared/model/mapping.ts'

const MOST_SHOWN = 60

const useStyles = makeStyles({
  picker: { minWidth: 0, width: '100%' },
  list: { maxHeight: '320px' },
  option: { display: 'flex', flexDirection: 'column', minWidth: 0 },
  quiet: { color: tokens.colorNeutralForeground3 },
})

export interface ColumnPickerProps {
  /** Logical name; empty while none is chosen. */
  readonly column: string
  /** Null where the tenant's columns are not known: then a logical name is typed. */
  readonly targets: readonly TargetColumn[] | null
  readonly taken: ReadonlySet<string>
  readonly label: string
  readonly onChoose: (column: string) => void
}

/** A column of the lead table, found by label or logical name. A name that is not in the list stays as typed: the check says what is wrong with it. */
export function ColumnPicker({ column, targets, taken, label, onChoose }: ColumnPickerProps): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation('tenants')
  const [typed, setTyped] = useState<string | null>(null)
  const offered = (targets ?? []).filter((target) => isOffered(target) && matches(target, typed ?? ''))
  const keepTyped = (): void => {
    if (typed !== null) onChoose(nameOf(typed, targets ?? []))
    setTyped(null)
  }
  return (
    <Combobox
      className={styles.picker}
      listbox={{ className: styles.list }}
      freeform
      aria-label={label}
      placeholder={t('mapping.findColumn')}
      value={typed ?? column}
      selectedOptions={column === '' ? [] : [column]}
      onChange={(event) => setTyped(event.target.value)}
      onOptionSelect={(_event, { optionValue }) => {
        if (optionValue === undefined) return
        setTyped(null)
        onChoose(optionValue)
      }}
      onBlur={keepTyped}
    >
      {offered.slice(0, MOST_SHOWN).map((target) => (
        <Option
          key={target.column}
          value={target.column}
          text={target.column}
          disabled={taken.has(target.column) && target.column !== column}
        >
          <span className={styles.option}>
            <Text>{target.label}</Text>
            <Text size={200} className={styles.quiet}>
              {target.column} · {target.type}
            </Text>
          </span>
        </Option>
      ))}
    </Combobox>
  )
}

const isOffered = ({ column, kind, isWritable }: TargetColumn): boolean =>
  kind !== null && isWritable && !(FIXED_COLUMNS as readonly string[]).includes(column)

const folded = (text: string): string => text.trim().toLocaleLowerCase()

const matches = ({ column, label }: TargetColumn, typed: string): boolean =>
  folded(column).includes(folded(typed)) || folded(label).includes(folded(typed))

/** A label typed in full means its column; anything else is taken for a logical name. */
const nameOf = (typed: string, targets: readonly TargetColumn[]): string =>
  targets.find(({ label }) => folded(label) === folded(typed))?.column ?? typed.trim().toLowerCase()
