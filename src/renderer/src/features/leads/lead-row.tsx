import { Checkbox, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components'
import { memo, type KeyboardEvent, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { LeadListItem } from '../../../../shared/model/lead.ts'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { badgeViewOf, LeadBadge } from './lead-badge.tsx'
import { ROW_HEIGHT, useListLayout } from './list-layout.ts'
import { PriorityMark } from './priority-mark.tsx'

const useStyles = makeStyles({
  row: {
    position: 'absolute',
    top: 0,
    left: 0,
    right: 0,
    height: `${ROW_HEIGHT}px`,
    cursor: 'pointer',
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    outlineStyle: 'none',
    ':hover': { backgroundColor: tokens.colorNeutralBackground3 },
    ':focus-visible': { boxShadow: `inset 0 0 0 2px ${tokens.colorStrokeFocus2}` },
  },
  open: {
    backgroundColor: tokens.colorBrandBackground2,
    ':hover': { backgroundColor: tokens.colorBrandBackground2Hover },
    // Forced colours leave no ground to tell it by.
    '@media (forced-colors: active)': { outline: '2px solid Highlight', outlineOffset: '-2px' },
  },
  name: { display: 'flex', flexDirection: 'column' },
  company: { color: tokens.colorNeutralForeground2, overflow: 'hidden', textOverflow: 'ellipsis' },
  domain: { overflow: 'hidden', textOverflow: 'ellipsis' },
  quiet: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
})

export interface LeadRowProps {
  readonly index: number
  readonly offset: number
  readonly row: LeadListItem | null
  readonly isOpen: boolean
  readonly isChecked: boolean
  /** The row that Tab reaches; arrows move it. */
  readonly isCurrent: boolean
  readonly onOpen: (index: number) => void
  readonly onToggle: (domain: string) => void
  readonly onMove: (index: number, key: string) => void
}

const MOVES = new Set(['ArrowDown', 'ArrowUp', 'Home', 'End', 'PageDown', 'PageUp'])

export const LeadRow = memo(function LeadRow(props: LeadRowProps): ReactNode {
  const { index, row } = props
  const styles = useStyles()
  const layout = useListLayout()
  const { t } = useTranslation('leads')
  const onKeyDown = (event: KeyboardEvent): void => {
    if (MOVES.has(event.key)) props.onMove(index, event.key)
    else if (event.key === 'Enter') props.onOpen(index)
    else if (event.key === ' ' && row) props.onToggle(row.domain)
    else return
    event.preventDefault()
  }
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={props.isChecked}
      aria-current={props.isOpen ? 'true' : undefined}
      data-index={index}
      data-domain={row?.domain}
      tabIndex={props.isCurrent ? 0 : -1}
      className={mergeClasses(layout.columns, styles.row, props.isOpen && styles.open)}
      style={{ transform: `translateY(${props.offset}px)` }}
      onClick={() => props.onOpen(index)}
      onKeyDown={onKeyDown}
    >
      {row === null ? (
        <span role="gridcell" className={styles.quiet} style={{ gridColumn: '1 / -1' }}>
          {t('loadingRow')}
        </span>
      ) : (
        <LeadCells row={row} isChecked={props.isChecked} onToggle={props.onToggle} />
      )}
    </div>
  )
})

function LeadCells({
  row,
  isChecked,
  onToggle,
}: { readonly row: LeadListItem } & Pick<LeadRowProps, 'isChecked' | 'onToggle'>): ReactNode {
  const styles = useStyles()
  const layout = useListLayout()
  const { t } = useTranslation('leads')
  return (
    <>
      <span role="gridcell" onClick={(event) => event.stopPropagation()}>
        <Checkbox
          checked={isChecked}
          onChange={() => onToggle(row.domain)}
          input={{ tabIndex: -1, 'aria-label': t('selectRow', { domain: row.domain }) }}
        />
      </span>
      <span role="gridcell">
        <PriorityMark priority={row.priorityScore} />
      </span>
      <span role="gridcell" className={mergeClasses(layout.cell, styles.name)}>
        <Text weight="semibold" wrap={false} truncate className={styles.domain}>
          {row.domain}
        </Text>
        <Text size={200} wrap={false} truncate className={styles.company}>
          {row.companyName ?? '–'}
        </Text>
      </span>
      <span role="gridcell" className={mergeClasses(layout.cell, layout.wideOnly, styles.quiet)}>
        {row.provider ?? '–'}
      </span>
      <span role="gridcell" className={mergeClasses(layout.cell, layout.wideOnly, styles.quiet)}>
        {row.segment ?? '–'}
      </span>
      <span role="gridcell" className={mergeClasses(layout.cell, layout.number, layout.notNarrowest)}>
        {row.readinessScore ?? '–'}
      </span>
      <span role="gridcell" className={layout.cell}>
        <LeadBadge view={badgeViewOf(row)} />
      </span>
      <span role="gridcell" className={mergeClasses(layout.cell, layout.notNarrowest, styles.quiet)}>
        {row.lastAt === null ? '–' : <RelativeTime at={row.lastAt} />}
      </span>
    </>
  )
}
