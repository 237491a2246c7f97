import { Button, makeStyles, Text, tokens } from '@fluentui/react-components'
import { Add20Regular } from '@fluentui/react-icons'
import { useEffect, useMemo, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { MappingFinding } from '../../../../../shared/model/mapping.ts'
import type { TenantView } from '../../../../../shared/model/tenant.ts'
import { columnsOf, MappingContext } from '../../../app/mapping/mapping.store.ts'
import { FailureNotice } from '../../../ui/failure-notice.tsx'
import { LoadingState } from '../../../ui/loading-state.tsx'
import { draftFaults, emptyRow, type DraftRow } from './mapping-draft.ts'
import { MappingFindings } from './mapping-findings.tsx'
import { MappingRow } from './mapping-row.tsx'
import type { MappingEditing } from './use-mapping.ts'

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: 'none' },
  quiet: { color: tokens.colorNeutralForeground3 },
  add: { alignSelf: 'flex-start' },
})

export interface MappingEditorProps {
  readonly tenant: TenantView
  readonly mapping: MappingEditing
  readonly rows: readonly DraftRow[]
}

/** The own profile, row by row. The tenant's columns are read anew each time it is opened. */
export function MappingEditor({ tenant, mapping, rows }: MappingEditorProps): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation('tenants')
  const readColumns = MappingContext.useSelected((state) => state.readColumns)
  const read = MappingContext.useSelected((state) => state.columns.get(tenant.id) ?? null)
  const targets = MappingContext.useSelected(columnsOf(tenant.id))
  useEffect(() => void readColumns(tenant.id), [readColumns, tenant.id])
  const faults = useMemo(() => draftFaults(rows), [rows])
  const taken = useMemo(() => new Set(rows.map(({ column }) => column)), [rows])
  const showsFaults = mapping.outcome === 'incomplete' || mapping.outcome === 'incompleteNotSaved'
  const replaced = (row: DraftRow): void => mapping.edit(rows.map((old) => (old.key === row.key ? row : old)))
  if (read === null || read.status === 'loading') return <LoadingState rows={4} height={40} />
  return (
    <>
      <Text size={200} className={styles.quiet}>
        {t('mapping.fixed')}
      </Text>
      {read.status === 'failed' && (
        <>
          <FailureNotice failure={read.failure} />
          <Text>{t('mapping.labelsUnknown')}</Text>
        </>
      )}
      {rows.length === 0 && <Text>{t('mapping.empty')}</Text>}
      <ul className={styles.list}>
        {rows.map((row, at) => (
          <MappingRow
            key={row.key}
            row={row}
            number={at + 1}
            targets={targets}
            taken={taken}
            faults={showsFaults ? (faults.get(row.key) ?? []) : []}
            findings={mapping.findings.filter(({ column }) => column === row.column)}
            onChange={replaced}
            onRemove={() => mapping.edit(rows.filter(({ key }) => key !== row.key))}
          />
        ))}
      </ul>
      <MappingFindings findings={ofNoRow(mapping.findings, taken)} />
      <Button className={styles.add} icon={<Add20Regular />} onClick={() => mapping.edit([...rows, emptyRow()])}>
        {t('mapping.add')}
      </Button>
    </>
  )
}

/** The standard columns have no row here, yet something may be wrong with them. */
const ofNoRow = (findings: readonly MappingFinding[], taken: ReadonlySet<string>): readonly MappingFinding[] =>
  findings.filter(({ column }) => !taken.has(column))
