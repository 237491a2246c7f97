import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  Select,
  Spinner,
  Text,
  tokens,
} from '@fluentui/react-components'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ImportPreview } from '../../../../shared/model/lead-import.ts'
import { failureOf } from '../../bridge/action-state.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { faultOfChoice, mapOf, recognised, type ColumnChoice, type ImportField } from './import-columns.ts'
import { LeadsContext } from './leads.store.ts'

const useStyles = makeStyles({
  surface: { maxWidth: '820px' },
  content: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  frame: {
    maxHeight: '52vh',
    overflowY: 'auto',
    borderRadius: tokens.borderRadiusMedium,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  table: {
    width: '100%',
    tableLayout: 'fixed',
    borderCollapse: 'collapse',
    '& th, & td': {
      textAlign: 'left',
      verticalAlign: 'middle',
      padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
      borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
      fontWeight: tokens.fontWeightRegular,
      overflowWrap: 'anywhere',
    },
    '& tbody tr:last-child > *': { borderBottomStyle: 'none' },
    '& thead th': {
      position: 'sticky',
      top: 0,
      zIndex: 1,
      backgroundColor: tokens.colorNeutralBackground2,
      color: tokens.colorNeutralForeground2,
      fontWeight: tokens.fontWeightSemibold,
    },
  },
  name: { width: '26%' },
  field: { width: '32%' },
  values: { margin: 0, padding: 0, listStyleType: 'none', color: tokens.colorNeutralForeground3 },
  value: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  fault: { color: tokens.colorStatusDangerForeground1, minHeight: tokens.lineHeightBase300 },
})

/** Before a file is stored whose columns nobody knows: its first rows, and what each column shall be. */
export function ImportDialog(): ReactNode {
  const question = LeadsContext.useSelected((state) => state.importQuestion)
  const dismiss = LeadsContext.useSelected((state) => state.dismissImport)
  return (
    <Dialog open={question !== null} onOpenChange={(_event, data) => (data.open ? undefined : dismiss())}>
      {question === null ? <></> : <ImportSurface key={question.importId} {...question} />}
    </Dialog>
  )
}

interface Question {
  readonly importId: string
  readonly preview: ImportPreview
}

function ImportSurface({ importId, preview }: Question): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation(['leads', 'common'])
  const [choice, setChoice] = useState<ColumnChoice>(() => recognised(preview))
  const action = LeadsContext.useSelected((state) => state.importAction)
  const importFile = LeadsContext.useSelected((state) => state.importFile)
  const dismiss = LeadsContext.useSelected((state) => state.dismissImport)
  const isBusy = action.status === 'busy'
  const failure = failureOf(action)
  const fault = faultOfChoice(choice)
  return (
    <DialogSurface className={styles.surface}>
      <DialogBody>
        <DialogTitle>{t('importColumns.title', { file: preview.file })}</DialogTitle>
        <DialogContent className={styles.content}>
          <Text>{t('importColumns.body')}</Text>
          <ColumnTable
            preview={preview}
            choice={choice}
            onChoose={(at, field) => setChoice(choice.map((one, other) => (other === at ? field : one)))}
          />
          <Text role="status" className={styles.fault}>
            {fault?.fault === 'no_domain' && t('importColumns.noDomain')}
            {fault?.fault === 'twice' && t('importColumns.twice', { field: t(`field.${fault.field}`) })}
          </Text>
          {failure && <FailureNotice failure={failure} />}
        </DialogContent>
        <DialogActions>
          <Button onClick={dismiss}>{t('common:cancel')}</Button>
          <Button
            appearance="primary"
            icon={isBusy ? <Spinner size="tiny" /> : null}
            disabledFocusable={isBusy || fault !== null}
            onClick={() => void importFile(importId, mapOf(preview, choice))}
          >
            {isBusy ? t('importing') : t('importColumns.import')}
          </Button>
        </DialogActions>
      </DialogBody>
    </DialogSurface>
  )
}

interface ColumnTableProps {
  readonly preview: ImportPreview
  readonly choice: ColumnChoice
  readonly onChoose: (at: number, field: ImportField | null) => void
}

function ColumnTable({ preview, choice, onChoose }: ColumnTableProps): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation('leads')
  return (
    <div className={styles.frame}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col" className={styles.name}>
              {t('importColumns.name')}
            </th>
            <th scope="col">{t('importColumns.values')}</th>
            <th scope="col" className={styles.field}>
              {t('importColumns.field')}
            </th>
          </tr>
        </thead>
        <tbody>
          {preview.columns.map(({ name }, at) => (
            <tr key={`${at}-${name}`}>
              <th scope="row">
                <Text weight="semibold">{name === '' ? t('importColumns.nameless', { number: at + 1 }) : name}</Text>
              </th>
              <td>
                <FirstValues rows={preview.rows} at={at} />
              </td>
              <td>
                <FieldSelect
                  label={t('importColumns.fieldOf', { name: name === '' ? at + 1 : name })}
                  targets={preview.targets}
                  chosen={choice[at] ?? null}
                  onChoose={(field) => onChoose(at, field)}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const ROWS_SHOWN = 3

function FirstValues({ rows, at }: { readonly rows: ImportPreview['rows']; readonly at: number }): ReactNode {
  const styles = useStyles()
  return (
    <ul className={styles.values}>
      {rows.slice(0, ROWS_SHOWN).map((row, line) => (
        <li key={line} className={styles.value} title={row[at]}>
          <Text size={200}>{row[at] === '' ? '–' : row[at]}</Text>
        </li>
      ))}
    </ul>
  )
}

interface FieldSelectProps {
  readonly label: string
  readonly targets: ImportPreview['targets']
  readonly chosen: ImportField | null
  readonly onChoose: (field: ImportField | null) => void
}

function FieldSelect({ label, targets, chosen, onChoose }: FieldSelectProps): ReactNode {
  const { t } = useTranslation('leads')
  return (
    <Select
      aria-label={label}
      value={chosen ?? ''}
      onChange={(_event, { value }) => onChoose(targets.find(({ field }) => field === value)?.field ?? null)}
    >
      <option value="">{t('importColumns.unused')}</option>
      {targets.map(({ field }) => (
        <option key={field} value={field}>
          {t(`field.${field}`)}
        </option>
      ))}
    </Select>
  )
}
