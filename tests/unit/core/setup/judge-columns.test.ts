import { describe, expect, it } from 'vitest'
import type { LeadColumn } from '../../../../src/core/d365/metadata-reader.ts'
import { MAPPING_PROFILES } from '../../../../src/core/leads/mapping-profiles.ts'
import { judgeColumns, type ColumnFinding } from '../../../../src/core/setup/judge-columns.ts'
import { aLeadColumn } from '../../../support/fake-metadata.ts'

const PROFILE = MAPPING_PROFILES.hnt
const GOOD: readonly LeadColumn[] = PROFILE.map((mapped) => aLeadColumn(mapped))

const judged = (name: string, over: Partial<LeadColumn> | null): readonly ColumnFinding[] =>
  judgeColumns(
    PROFILE,
    GOOD.flatMap((column) => (column.name !== name ? [column] : over === null ? [] : [{ ...column, ...over }])),
  )

describe('a mapping profile against the lead table', () => {
  it('finds nothing where every column takes what a push sends', () => {
    expect(judgeColumns(PROFILE, GOOD)).toEqual([])
  })

  it.each<[string, string, Partial<LeadColumn> | null, object]>([
    ['is missing', 'hnt_finalscore', null, { kind: 'missing' }],
    ['cannot be written', 'hnt_finalscore', { isValidForCreate: false }, { kind: 'read-only' }],
    ['has another type', 'hnt_source', { type: 'String' }, { kind: 'wrong-type', found: 'String' }],
    ['is too short', 'companyname', { maxLength: 50 }, { kind: 'too-short', needed: 100, found: 50 }],
    [
      'has a narrower range',
      'hnt_finalscore',
      { range: { min: 0, max: 10 } },
      { kind: 'narrow-range', needed: [0, 100], found: [0, 10] },
    ],
    [
      'lacks a choice value',
      'hnt_source',
      { choices: [{ value: 816_940_001, label: 'Manual' }] },
      { kind: 'choices-missing', missing: [{ word: 'partner center', value: 816_940_000 }] },
    ],
  ])('says so, and that pushes are refused, when a column %s', (_what, name, over, fault) => {
    expect(judged(name, over)).toMatchObject([{ column: name, isBlocking: true, fault }])
  })

  it('takes what is wider: a longer text, a memo for a text, a decimal for a whole number', () => {
    expect(judged('companyname', { maxLength: 4_000 })).toEqual([])
    expect(judged('hnt_provider', { type: 'Memo' })).toEqual([])
    expect(judged('hnt_syncattemptcount', { type: 'Decimal' })).toEqual([])
  })

  it('warns of a column the organisation demands and no push fills, but not of those the server fills itself', () => {
    const base = aLeadColumn(PROFILE[0]!)
    const required = { ...base, requiredLevel: 'SystemRequired' } as const
    const columns = [...GOOD, { ...required, name: 'ownerid' }, { ...required, name: 'con_branch' }]
    expect(judgeColumns(PROFILE, columns)).toEqual([
      { column: 'con_branch', fault: { kind: 'required-elsewhere' }, isBlocking: false },
    ])
  })
})
