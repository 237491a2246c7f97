import {
  FIXED_COLUMNS,
  type MappableField,
  type OwnChoice,
  type OwnMapping,
  type ProfileColumn,
  type TargetColumn,
} from '../../../../../shared/model/mapping.ts'

/** One word of Hunter's and the value it becomes; null while none is chosen. */
export interface DraftWord {
  readonly word: string
  readonly value: number | null
}

/** One line of the editor: a D365 column and the lead field that fills it; empty while not chosen. */
export interface DraftRow {
  readonly key: number
  readonly column: string
  readonly field: MappableField | ''
  /** Null where the column is no choice. */
  readonly words: readonly DraftWord[] | null
}

export type DraftFault =
  'no_column' | 'bad_name' | 'fixed_column' | 'column_twice' | 'no_field' | 'empty_word' | 'word_twice' | 'no_value'

/** Everything a built-in profile sends as the lead has it; what it works out at the push cannot be copied. */
export const rowsOfProfile = (columns: readonly ProfileColumn[]): readonly DraftRow[] =>
  columns.flatMap(({ column, field, choices }) =>
    field === null ? [] : [{ key: nextKey(), column, field, words: wordsOf(choices) }],
  )

export const rowsOfOwn = ({ columns }: OwnMapping): readonly DraftRow[] =>
  columns.map(({ column, field, choices }) => ({ key: nextKey(), column, field, words: wordsOf(choices) }))

export const emptyRow = (): DraftRow => ({ key: nextKey(), column: '', field: '', words: null })

/** Another column in the row. A choice starts with the labels of its own values as words. */
export function withColumn(row: DraftRow, column: string, target: TargetColumn | undefined): DraftRow {
  if (column === row.column) return row
  const words =
    target?.kind === 'choice' ? target.choices.map(({ label, value }) => ({ word: label.toLowerCase(), value })) : null
  return { ...row, column, words }
}

/** What a row lacks before D365 need be asked; an empty list for each row that is whole. */
export function draftFaults(rows: readonly DraftRow[]): ReadonlyMap<number, readonly DraftFault[]> {
  const columns = rows.map(({ column }) => column)
  return new Map(rows.map((row) => [row.key, [...columnFaults(row, columns), ...fieldFaults(row), ...wordFaults(row)]]))
}

export const isWhole = (rows: readonly DraftRow[]): boolean =>
  rows.length > 0 && [...draftFaults(rows).values()].every((faults) => faults.length === 0)

/** Only for rows that are whole: others are left out. */
export const choiceOfRows = (rows: readonly DraftRow[]): OwnChoice => ({
  columns: rows.flatMap(({ column, field, words }) =>
    field === '' ? [] : [{ column, field, choices: words === null ? null : recordOf(words) }],
  ),
})

const LOGICAL_NAME = /^[a-z][a-z0-9_]{0,127}$/

function columnFaults({ column }: DraftRow, all: readonly string[]): readonly DraftFault[] {
  if (column === '') return ['no_column']
  if (!LOGICAL_NAME.test(column)) return ['bad_name']
  if ((FIXED_COLUMNS as readonly string[]).includes(column)) return ['fixed_column']
  return all.filter((other) => other === column).length > 1 ? ['column_twice'] : []
}

const fieldFaults = ({ field }: DraftRow): readonly DraftFault[] => (field === '' ? ['no_field'] : [])

function wordFaults({ words }: DraftRow): readonly DraftFault[] {
  const given = (words ?? []).map(({ word }) => normalised(word))
  return [
    ...(given.includes('') ? (['empty_word'] as const) : []),
    ...(new Set(given).size < given.length ? (['word_twice'] as const) : []),
    ...(words?.some(({ value }) => value === null) ? (['no_value'] as const) : []),
  ]
}

const normalised = (word: string): string => word.trim().toLowerCase()

const wordsOf = (choices: Readonly<Record<string, number>> | null): readonly DraftWord[] | null =>
  choices === null ? null : Object.entries(choices).map(([word, value]) => ({ word, value }))

const recordOf = (words: readonly DraftWord[]): Record<string, number> =>
  Object.fromEntries(words.flatMap(({ word, value }) => (value === null ? [] : [[normalised(word), value]])))

// Rows are moved and removed under the cursor, so React needs a name for each that is not its place.
let lastKey = 0
const nextKey = (): number => (lastKey += 1)
