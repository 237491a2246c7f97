import { describe, expect, it } from 'vitest'
import type { LeadColumn } from '../../../../src/core/d365/metadata-reader.ts'
import { MAPPING_PROFILES } from '../../../../src/core/leads/mapping-profiles.ts'
import { comparePreflights } from '../../../../src/core/setup/compare-preflights.ts'
import type { Preflight } from '../../../../src/core/setup/preflight.ts'
import { aLeadColumn } from '../../../support/fake-metadata.ts'

const PROFILE = MAPPING_PROFILES.hnt
const READ = { name: 'prvReadLead', weight: 'required', found: 'Global', isEnough: true } as const

const aPreflight = (over: Partial<Preflight> = {}): Preflight => ({
  columns: PROFILE.map((mapped) => aLeadColumn(mapped)),
  privileges: [READ],
  ...over,
})
const withColumn = (name: string, over: Partial<LeadColumn>): Preflight =>
  aPreflight({
    columns: aPreflight().columns.map((column) => (column.name === name ? { ...column, ...over } : column)),
  })

describe('two organisations side by side', () => {
  it('differ in nothing worth saying while both take every push', () => {
    expect(comparePreflights(PROFILE, aPreflight(), withColumn('companyname', { maxLength: 4_000 }))).toEqual([])
  })

  it('are told apart by a column that takes what is sent in one and not in the other', () => {
    const second = withColumn('hnt_source', { choices: [{ value: 816_940_001, label: 'Manual' }] })
    expect(comparePreflights(PROFILE, aPreflight(), second)).toMatchObject([
      {
        area: 'column',
        name: 'hnt_source',
        first: null,
        second: { en: expect.stringContaining('816940000') as string },
      },
    ])
  })

  it('do not differ in what a push can do without', () => {
    const forCleanUp = { name: 'prvDeleteLead', weight: 'clean-up', found: 'Basic', isEnough: true } as const
    const first = aPreflight({ privileges: [READ, forCleanUp] })
    const second = aPreflight({ privileges: [READ, { ...forCleanUp, found: null, isEnough: false }] })
    expect(comparePreflights(PROFILE, first, second)).toEqual([])
  })

  it('do not differ in what is broken in both alike', () => {
    const broken = withColumn('companyname', { maxLength: 10 })
    expect(comparePreflights(PROFILE, broken, broken)).toEqual([])
  })

  it('are told apart by a privilege that reaches far enough in one and not in the other', () => {
    const second = aPreflight({ privileges: [{ ...READ, found: 'Local', isEnough: false }] })
    expect(comparePreflights(PROFILE, aPreflight(), second)).toMatchObject([
      {
        area: 'privilege',
        name: 'prvReadLead',
        first: null,
        second: { en: 'prvReadLead reaches only “business unit”.' },
      },
    ])
  })
})
