import type { GateLine, GateLineStatus } from '../../../../shared/model/gate.ts'
import type { Tone } from '../../ui/tone-badge.tsx'

export const GATE_GROUPS = ['core', 'errors', 'integrity', 'performance', 'ui'] as const
export type GateGroupName = (typeof GATE_GROUPS)[number]

const LINES_PER_GROUP = 3

/** The runbook's five groups of three, by the number in `E1.<number>`. */
export const groupLines = (
  lines: readonly GateLine[],
): readonly { readonly name: GateGroupName; readonly lines: readonly GateLine[] }[] =>
  GATE_GROUPS.map((name, index) => ({
    name,
    lines: lines.filter((line) => Math.floor((numberOf(line.id) - 1) / LINES_PER_GROUP) === index),
  }))

const numberOf = (id: string): number => Number(id.split('.')[1] ?? 0)

export const GATE_TONES: Readonly<Record<GateLineStatus, Tone>> = {
  passed: 'success',
  failed: 'danger',
  stale: 'warning',
  not_run: 'neutral',
  attested: 'brand',
  waived: 'brand',
}

/** Part D of the runbook is optional: only these lines may be waived (spec: gate and decision log). */
export const WAIVABLE = ['E1.4', 'E1.5', 'E1.6'] as const

const GOOD: readonly GateLineStatus[] = ['passed', 'attested', 'waived']
export const isGood = (line: GateLine): boolean => GOOD.includes(line.status)

/** Lines that still stand against a GO once the written waivers count. */
export const blockingLines = (
  lines: readonly GateLine[],
  waivers: Readonly<Partial<Record<string, string>>>,
): readonly GateLine[] => lines.filter((line) => !isGood(line) && (waivers[line.id] ?? '').trim() === '')
