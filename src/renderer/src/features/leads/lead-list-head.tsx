import { Button, makeStyles, mergeClasses, shorthands, tokens } from '@fluentui/react-components'
import { ArrowDown16Regular, ArrowUp16Regular } from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ListQuery, SortColumn } from './leads-state.ts'
import { LeadsContext } from './leads.store.ts'
import { useListLayout } from './list-layout.ts'

const useStyles = makeStyles({
  head: {
    height: '40px',
    flexShrink: 0,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightSemibold,
    // The rows scroll and lose the bar's width; the head gives up the same, so that columns stay aligned.
    overflow: 'hidden',
    scrollbarGutter: 'stable',
  },
  button: {
    minWidth: 0,
    padding: `0 ${tokens.spacingHorizontalXS}`,
    marginLeft: `calc(-1 * ${tokens.spacingHorizontalXS})`,
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightSemibold,
    color: tokens.colorNeutralForeground2,
    whiteSpace: 'nowrap',
    // Forced colours would draw what is transparent, cut by the cell.
    ...shorthands.borderStyle('none'),
  },
  hidden: { position: 'absolute', clipPath: 'inset(50%)' },
  numeric: { justifyContent: 'flex-end', width: '100%', marginLeft: 0 },
})

type Width = 'wideOnly' | 'notNarrowest' | null
const COLUMNS: readonly { readonly id: string; readonly sort: SortColumn | null; readonly width: Width }[] = [
  { id: 'priorityScore', sort: 'priorityScore', width: null },
  { id: 'domain', sort: 'domain', width: null },
  { id: 'provider', sort: null, width: 'wideOnly' },
  { id: 'segment', sort: null, width: 'wideOnly' },
  { id: 'readinessScore', sort: 'readinessScore', width: 'notNarrowest' },
  { id: 'badge', sort: 'badge', width: null },
  { id: 'lastAt', sort: 'lastAt', width: 'notNarrowest' },
]

/** Column heads; those that can order the list are buttons and say which way it goes. */
export function LeadListHead(): ReactNode {
  const styles = useStyles()
  const layout = useListLayout()
  const { t } = useTranslation('leads')
  const query = LeadsContext.useSelected((state) => state.query)
  return (
    <div role="row" aria-rowindex={1} className={mergeClasses(layout.columns, styles.head)}>
      <span role="columnheader">
        <span className={styles.hidden}>{t('column.select')}</span>
      </span>
      {COLUMNS.map((column) => (
        <span
          key={column.id}
          role="columnheader"
          className={mergeClasses(
            layout.cell,
            column.width !== null && layout[column.width],
            isNumeric(column.id) && layout.number,
          )}
          {...(column.sort === null ? {} : { 'aria-sort': sortState(query, column.sort) })}
        >
          {column.sort === null ? (
            t(`column.${column.id as 'provider'}`)
          ) : (
            <SortButton column={column.sort} isNumeric={isNumeric(column.id)} label={t(`column.${column.sort}`)} />
          )}
        </span>
      ))}
    </div>
  )
}

const isNumeric = (id: string): boolean => id === 'readinessScore'

const sortState = (query: ListQuery, column: SortColumn): 'ascending' | 'descending' | 'none' =>
  query.sort !== column ? 'none' : query.descending ? 'descending' : 'ascending'

interface SortButtonProps {
  readonly column: SortColumn
  readonly label: string
  readonly isNumeric: boolean
}

function SortButton({ column, label, isNumeric: numeric }: SortButtonProps): ReactNode {
  const styles = useStyles()
  const query = LeadsContext.useSelected((state) => state.query)
  const setQuery = LeadsContext.useSelected((state) => state.setQuery)
  const isChosen = query.sort === column
  return (
    <Button
      appearance="transparent"
      size="small"
      iconPosition="after"
      className={mergeClasses(styles.button, numeric && styles.numeric)}
      {...(isChosen ? { icon: query.descending ? <ArrowDown16Regular /> : <ArrowUp16Regular /> } : {})}
      onClick={() => setQuery({ sort: column, descending: isChosen ? !query.descending : false })}
    >
      {label}
    </Button>
  )
}
