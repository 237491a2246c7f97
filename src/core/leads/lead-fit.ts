import { NEVER_SYNCED, type Lead } from '../../shared/model/lead.ts'
import type { MappingFault, MappingFinding, TargetColumn } from '../../shared/model/mapping.ts'
import type { NeededColumn } from './judge-mapping.ts'

const MOST_WORDS = 20

interface Misfits {
  leads: number
  longest: number
  low: number
  high: number
  readonly words: Set<string>
}

export interface LeadFit {
  readonly add: (lead: Lead) => void
  readonly findings: () => readonly MappingFinding[]
}

/** Counts, over the stored leads, what would not fit the tenant's columns: such a lead is rejected by itself and holds nothing else up. */
export function createLeadFit(needed: readonly NeededColumn[], targets: readonly TargetColumn[]): LeadFit {
  const byName = new Map(targets.map((target) => [target.column, target]))
  const watched = needed.flatMap((column) => {
    const target = byName.get(column.mapped.column)
    const misfits: Misfits = { leads: 0, longest: 0, low: Infinity, high: -Infinity, words: new Set() }
    return target === undefined ? [] : [{ column, target, misfits }]
  })
  return {
    add: (lead: Lead): void => {
      for (const { column, target, misfits } of watched) {
        const value = column.mapped.value(lead, NEVER_SYNCED)
        if (value !== null && value !== '') count(misfits, value, { column, target })
      }
    },
    findings: (): readonly MappingFinding[] =>
      watched.flatMap(({ column, target, misfits }) =>
        misfits.leads === 0
          ? []
          : [{ column: target.column, field: column.field, blocks: false, detail: detailOf(misfits, target) }],
      ),
  }
}

function count(
  misfits: Misfits,
  value: string | number | boolean,
  { column, target }: { readonly column: NeededColumn; readonly target: TargetColumn },
): void {
  const { choices } = column.mapped
  if (choices !== undefined) countWord(misfits, String(value), choices)
  else if (typeof value === 'number') countNumber(misfits, value, target)
  else countLength(misfits, String(value).length, target)
}

function countWord(misfits: Misfits, word: string, choices: Readonly<Record<string, number>>): void {
  if (Object.hasOwn(choices, word.trim().toLowerCase())) return
  if (misfits.words.size < MOST_WORDS) misfits.words.add(word)
  misfits.leads += 1
}

function countNumber(misfits: Misfits, value: number, { min, max }: TargetColumn): void {
  if (min === null || max === null || (value >= min && value <= max)) return
  misfits.low = Math.min(misfits.low, value)
  misfits.high = Math.max(misfits.high, value)
  misfits.leads += 1
}

function countLength(misfits: Misfits, length: number, { maxLength }: TargetColumn): void {
  if (maxLength === null || length <= maxLength) return
  misfits.longest = Math.max(misfits.longest, length)
  misfits.leads += 1
}

function detailOf({ leads, longest, low, high, words }: Misfits, { maxLength, min, max }: TargetColumn): MappingFault {
  if (words.size > 0) return { fault: 'word_unmapped', words: [...words].sort(), leads }
  if (longest > 0) return { fault: 'too_long', longest, maxLength: maxLength ?? 0, leads }
  return { fault: 'out_of_range', needed: [low, high], found: [min ?? 0, max ?? 0], leads }
}
