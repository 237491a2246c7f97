import { describe, expect, it } from 'vitest'
import { builtInProfiles } from '../../../../src/core/leads/mapping-profiles.ts'
import {
  choiceOfRows,
  draftFaults,
  emptyRow,
  isWhole,
  rowsOfProfile,
  withColumn,
  type DraftRow,
} from '../../../../src/renderer/src/features/tenants/mapping/mapping-draft.ts'
import { OwnChoiceSchema, type TargetColumn } from '../../../../src/shared/model/mapping.ts'

const CITY_SIZE: TargetColumn = {
  column: 'contoso_size',
  label: 'Size',
  kind: 'choice',
  type: 'Picklist',
  maxLength: null,
  min: null,
  max: null,
  choices: [{ value: 1, label: 'Small' }],
  isRequired: false,
  isWritable: true,
}
const aRow = (over: Partial<DraftRow> = {}): DraftRow => ({
  ...emptyRow(),
  column: 'contoso_score',
  field: 'readinessScore',
  ...over,
})
const faultsOf = (...rows: readonly DraftRow[]) => [...draftFaults(rows).values()].flat()

describe('an own profile that is being edited', () => {
  it('starts from a built-in one as that sends it, without what is worked out at the push', () => {
    const rows = rowsOfProfile(builtInProfiles().hnt)
    expect(isWhole(rows)).toBe(true)
    const { columns } = OwnChoiceSchema.parse(choiceOfRows(rows))
    expect(columns).toContainEqual({
      column: 'hnt_huntertenantsize',
      field: 'tenantSize',
      choices: { small: 816_940_000, medium: 816_940_001, large: 816_940_002 },
    })
    const names = columns.map(({ column }) => column)
    expect(names).not.toContain('hnt_processingstatus')
    expect(names).not.toContain('subject')
  })

  it('says of each row what it lacks', () => {
    expect(faultsOf(emptyRow())).toEqual(['no_column', 'no_field'])
    expect(faultsOf(aRow({ column: 'Final Score' }))).toEqual(['bad_name'])
    expect(faultsOf(aRow({ column: 'websiteurl' }))).toEqual(['fixed_column'])
    expect(faultsOf(aRow(), aRow())).toEqual(['column_twice', 'column_twice'])
    const words = [
      { word: ' ', value: null },
      { word: 'Big', value: 1 },
      { word: 'big ', value: 2 },
    ]
    expect(faultsOf(aRow({ words }))).toEqual(['empty_word', 'word_twice', 'no_value'])
    expect(isWhole([])).toBe(false)
  })

  it('takes the labels of a choice as its first words, and drops the words where the column is no choice', () => {
    const chosen = withColumn(aRow(), 'contoso_size', CITY_SIZE)
    expect(chosen.words).toEqual([{ word: 'small', value: 1 }])
    expect(withColumn(chosen, 'contoso_text', undefined).words).toBeNull()
  })
})
