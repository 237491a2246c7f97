import type { ImportPreview } from '../../../../shared/model/lead-import.ts'

export type ImportField = ImportPreview['targets'][number]['field']
/** What each column of the file is read as, in the file's order; null = not used. */
export type ColumnChoice = readonly (ImportField | null)[]

/** Whether somebody should say what a file's columns are: one bears a name nobody knows, or none holds the domains. */
export const needsNames = ({ columns }: ImportPreview): boolean =>
  columns.some(({ isKnown }) => !isKnown) || columns.every(({ field }) => field !== 'domain')

export const recognised = ({ columns }: ImportPreview): ColumnChoice => columns.map(({ field }) => field)

/** What stands against importing under this choice. */
export function faultOfChoice(
  choice: ColumnChoice,
): { readonly fault: 'no_domain' } | { readonly fault: 'twice'; readonly field: ImportField } | null {
  const used = choice.filter((field) => field !== null)
  const twice = used.find((field, at) => used.indexOf(field) !== at)
  if (twice !== undefined) return { fault: 'twice', field: twice }
  return used.includes('domain') ? null : { fault: 'no_domain' }
}

/** The choice as a mapping of names: only what differs from what is recognised without one. */
export function mapOf({ columns, targets }: ImportPreview, choice: ColumnChoice): Record<string, string> {
  const nameOf = (field: ImportField | null): string => targets.find((target) => target.field === field)?.name ?? ''
  return Object.fromEntries(
    columns.flatMap(({ name, field, isKnown }, at) => {
      const chosen = choice[at] ?? null
      // A known name that is not used would otherwise be taken where an earlier column gave its field up.
      return chosen === field && (field !== null || !isKnown) ? [] : [[name, nameOf(chosen)]]
    }),
  )
}
