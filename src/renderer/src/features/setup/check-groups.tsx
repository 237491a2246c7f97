import { makeStyles } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { CheckRow } from '../../../../shared/model/check.ts'
import { Section } from '../../ui/section.tsx'
import { CheckRowLine } from './check-row-line.tsx'
import { groupRows } from './group-rows.ts'

const useStyles = makeStyles({
  rows: { display: 'flex', flexDirection: 'column', margin: 0, padding: 0, listStyleType: 'none' },
})

const KNOWN = ['P', 'A1', 'A2', 'A3', 'A4', 'B1', 'B1f', 'B2', 'B3', 'B4'] as const

export interface CheckGroupsProps {
  readonly tenantId: string
  readonly rows: readonly CheckRow[]
}

export function CheckGroups({ tenantId, rows }: CheckGroupsProps): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation('setup')
  return groupRows(rows).map((group) => {
    const known = KNOWN.find((id) => id === group.id)
    return (
      <Section key={group.id} title={known === undefined ? t('other', { id: group.id }) : t(`group.${known}`)}>
        <ul className={styles.rows}>
          {group.rows.map((row) => (
            <CheckRowLine key={row.id} tenantId={tenantId} row={row} />
          ))}
        </ul>
      </Section>
    )
  })
}
