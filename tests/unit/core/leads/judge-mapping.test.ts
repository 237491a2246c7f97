import { describe, expect, it } from 'vitest'
import { completeOwnMapping, neededByOwn } from '../../../../src/core/leads/complete-own-mapping.ts'
import { judgeMapping, neededByProfile } from '../../../../src/core/leads/judge-mapping.ts'
import { createLeadFit } from '../../../../src/core/leads/lead-fit.ts'
import { MAPPING_PROFILES } from '../../../../src/core/leads/mapping-profiles.ts'
import { targetColumns } from '../../../../src/core/leads/target-columns.ts'
import { adviseMappingFinding } from '../../../../src/shared/advice/mapping-texts.ts'
import type { OwnChoice, TargetColumn } from '../../../../src/shared/model/mapping.ts'
import { aLead } from '../../../support/builders.ts'
import { aLeadColumn } from '../../../support/fake-metadata.ts'

const HNT = MAPPING_PROFILES.hnt
const targets = (over: Readonly<Record<string, Partial<TargetColumn>>> = {}): readonly TargetColumn[] =>
  targetColumns(HNT.map((mapped) => aLeadColumn(mapped))).map((target) => ({ ...target, ...over[target.column] }))
const faults = (among: readonly TargetColumn[]) =>
  judgeMapping(neededByProfile(HNT), among).map(({ column, detail }) => `${column} ${detail.fault}`)

const needed = (choice: OwnChoice, among: readonly TargetColumn[]) => {
  const completed = completeOwnMapping(choice, among)
  if (!completed.ok) throw new Error(completed.failure.message)
  return neededByOwn(completed.value)
}

describe('a profile held against metadata', () => {
  it('has no fault where every column is as it must be', () => {
    expect(faults(targets())).toEqual([])
  })

  it.each([
    ['an absent column', targets().filter(({ column }) => column !== 'hnt_provider'), 'hnt_provider missing'],
    ['one that D365 fills itself', targets({ hnt_provider: { isWritable: false } }), 'hnt_provider read_only'],
    ['another type', targets({ hnt_source: { kind: 'text', type: 'String' } }), 'hnt_source wrong_type'],
    [
      'a type nothing can be written to',
      targets({ hnt_source: { kind: null, type: 'Lookup' } }),
      'hnt_source wrong_type',
    ],
    [
      'a choice without one of the values',
      targets({ hnt_source: { choices: [{ value: 816_940_000, label: 'Partner Center' }] } }),
      'hnt_source choice_outside',
    ],
    ['a shorter text', targets({ companyname: { maxLength: 50 } }), 'companyname too_short'],
    ['a narrower range', targets({ hnt_finalscore: { min: 0, max: 10 } }), 'hnt_finalscore narrow_range'],
  ])('names %s', (_what, among, expected) => {
    expect(faults(among)).toEqual([expected])
  })

  it('takes what is wider: a longer text, a memo for a text, a decimal column for whole numbers', () => {
    const among = targets({
      companyname: { maxLength: 4_000 },
      hnt_finalscore: { kind: 'decimal', type: 'Decimal' },
      hnt_provider: { kind: 'memo', type: 'Memo' },
    })
    expect(faults(among)).toEqual([])
  })

  it('warns of a column the organisation demands and no push fills, but not of those the server fills itself', () => {
    const [known] = targets()
    if (known === undefined) throw new Error('The profile has no column.')
    const demanded = ['ownerid', 'con_branch'].map((column) => ({ ...known, column, isRequired: true }))
    expect(judgeMapping(neededByProfile(HNT), [...targets(), ...demanded])).toEqual([
      { column: 'con_branch', field: null, blocks: false, detail: { fault: 'demanded_elsewhere' } },
    ])
  })
})

describe("the admin's own profile held against metadata", () => {
  const choice: OwnChoice = {
    columns: [
      { field: 'segment', column: 'hnt_source', choices: { Migration: 816_940_000, Cold: 1 } },
      { field: 'readinessScore', column: 'hnt_provider', choices: null },
      { field: 'spf', column: 'hnt_finalscore', choices: null },
      { field: 'reason', column: 'contoso_reason', choices: null },
    ],
  }

  it('takes type and limits from the tenant, and says what each column lacks', () => {
    const found = judgeMapping(needed(choice, targets()), targets())
    expect(found.map(({ field, column, detail }) => [field, column, detail.fault])).toEqual([
      ['segment', 'hnt_source', 'choice_outside'],
      ['spf', 'hnt_finalscore', 'wrong_type'],
      ['reason', 'contoso_reason', 'missing'],
    ])
    expect(found.every(({ blocks }) => blocks)).toBe(true)
  })

  it('finds what became narrower in D365 since it was saved', () => {
    const saved = needed(choice, targets({ hnt_provider: { maxLength: 100 } }))
    expect(judgeMapping(saved, targets({ hnt_provider: { maxLength: 10 } }))).toContainEqual({
      column: 'hnt_provider',
      field: 'readinessScore',
      blocks: true,
      detail: { fault: 'too_short', needed: 100, found: 10 },
    })
  })

  it('maps a choice by its own labels where the admin gives no words', () => {
    const [source] = needed({ columns: [{ field: 'segment', column: 'hnt_source', choices: null }] }, targets())
    expect(source?.mapped.choices).toEqual({ 'partner center': 816_940_000, manual: 816_940_001 })
  })
})

describe('the stored leads held against the columns', () => {
  it('counts those that would be rejected, and says by what', () => {
    const among = targets({ hnt_provider: { maxLength: 5 }, hnt_priorityscore: { min: 1, max: 3 } })
    const fit = createLeadFit(
      needed(
        {
          columns: [
            { field: 'provider', column: 'hnt_provider', choices: null },
            { field: 'priorityScore', column: 'hnt_priorityscore', choices: null },
            { field: 'segment', column: 'hnt_source', choices: { migration: 816_940_000 } },
          ],
        },
        among,
      ),
      among,
    )
    fit.add(aLead({ provider: 'Google', priorityScore: 7, segment: 'Cold' }))
    fit.add(aLead({ provider: 'SendGrid', priorityScore: 1, segment: 'Migration' }))
    fit.add(aLead({ provider: null, priorityScore: 5, segment: null }))
    const found = fit.findings()
    expect(found.map(({ blocks, detail }) => [blocks, detail])).toEqual([
      [false, { fault: 'too_long', longest: 8, maxLength: 5, leads: 2 }],
      [false, { fault: 'out_of_range', needed: [5, 7], found: [1, 3], leads: 2 }],
      [false, { fault: 'word_unmapped', words: ['Cold'], leads: 1 }],
    ])
    expect(found.map((finding) => adviseMappingFinding(finding, 'en')[0])).toEqual([
      '2 leads hold up to 8 characters for hnt_provider, which takes 5.',
      '2 leads hold 5 to 7 for hnt_priorityscore, which takes 1 to 3.',
      '1 lead holds a word that the choice map of hnt_source lacks: Cold.',
    ])
  })
})
