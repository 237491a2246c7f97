import { Button, makeStyles, Select, Text, tokens } from '@fluentui/react-components'
import { Delete20Regular } from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import {
  MappableFieldSchema,
  type MappableField,
  type MappingFinding,
  type TargetColumn,
} from '../../../../../shared/model/mapping.ts'
import { ChoiceMap } from './choice-map.tsx'
import { ColumnPicker } from './column-picker.tsx'
import { withColumn, type DraftFault, type DraftRow } from './mapping-draft.ts'
import { MappingFindings } from './mapping-findings.tsx'

const useStyles = makeStyles({
  row: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    padding: `${tokens.spacingVerticalS} 0`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
  },
  fields: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1.4fr) minmax(0, 1fr) 32px',
    columnGap: tokens.spacingHorizontalM,
    alignItems: 'start',
  },
  column: { display: 'flex', flexDirection: 'column', gap: '2px', minWidth: 0 },
  quiet: { color: tokens.colorNeutralForeground3, overflowWrap: 'anywhere' },
})

export interface MappingRowProps {
  readonly row: DraftRow
  readonly number: number
  readonly targets: readonly TargetColumn[] | null
  readonly taken: ReadonlySet<string>
  readonly faults: readonly DraftFault[]
  readonly findings: readonly MappingFinding[]
  readonly onChange: (row: DraftRow) => void
  readonly onRemove: () => void
}

/** One column of the own profile: which, filled with what, and what is wrong with it. */
export function MappingRow(props: MappingRowProps): ReactNode {
  const { row, number, targets, taken, faults, findings, onChange, onRemove } = props
  const styles = useStyles()
  const { t } = useTranslation(['tenants', 'leads'])
  const target = targets?.find(({ column }) => column === row.column)
  const name = row.column === '' ? String(number) : row.column
  return (
    <li className={styles.row} aria-label={t('mapping.row', { name })}>
      <div className={styles.fields}>
        <div className={styles.column}>
          <ColumnPicker
            column={row.column}
            targets={targets}
            taken={taken}
            label={t('mapping.columnOf', { name: number })}
            onChoose={(column) =>
              onChange(
                withColumn(
                  row,
                  column,
                  targets?.find((one) => one.column === column),
                ),
              )
            }
          />
          {target && (
            <Text size={200} className={styles.quiet}>
              {describe(target)}
            </Text>
          )}
        </div>
        <Select
          aria-label={t('mapping.fieldOf', { name })}
          value={row.field}
          onChange={(_event, { value }) => onChange({ ...row, field: value as MappableField | '' })}
        >
          <option value="">{t('mapping.chooseField')}</option>
          {MappableFieldSchema.options.map((field) => (
            <option key={field} value={field}>
              {t(`leads:field.${field}`)}
            </option>
          ))}
        </Select>
        <Button
          appearance="subtle"
          icon={<Delete20Regular />}
          aria-label={t('mapping.remove', { name })}
          onClick={onRemove}
        />
      </div>
      {row.words !== null && (
        <ChoiceMap
          column={row.column}
          words={row.words}
          target={target}
          onChange={(words) => onChange({ ...row, words })}
        />
      )}
      <MappingFindings faults={faults} findings={findings} />
    </li>
  )
}

/** The label and the limits, in the service's own words: “Final Score · Integer 0–100”. */
function describe({ label, type, maxLength, min, max }: TargetColumn): string {
  const limits = maxLength !== null ? ` ${maxLength}` : min !== null && max !== null ? ` ${min}–${max}` : ''
  return `${label} · ${type}${limits}`
}
