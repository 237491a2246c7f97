import type { CallInput } from '../../../../shared/contract/calls.ts'
import type { DecisionWord, GateStatus } from '../../../../shared/model/gate.ts'
import { blockingLines, WAIVABLE } from './gate-groups.ts'

export interface DecisionDraft {
  readonly decision: DecisionWord
  readonly reason: string
  readonly approver: string
  readonly releasesTenantId: string | null
  /** Reasons by line; an empty one waives nothing. */
  readonly waivers: Readonly<Partial<Record<string, string>>>
  readonly isOverriding: boolean
  readonly override: string
  readonly knownLimitations: string
  readonly hasNote: boolean
}

export const EMPTY_DECISION: DecisionDraft = {
  decision: 'NO-GO',
  reason: '',
  approver: '',
  releasesTenantId: null,
  waivers: {},
  isOverriding: false,
  override: '',
  knownLimitations: '',
  hasNote: false,
}

export type Missing = 'reason' | 'approver' | 'lines' | 'override'

/** What still stands between this draft and the log; the core judges again. */
export function whyNot(draft: DecisionDraft, status: GateStatus): readonly Missing[] {
  const missing: Missing[] = []
  if (draft.reason.trim() === '') missing.push('reason')
  if (draft.decision === 'NO-GO') return missing
  if (draft.approver.trim() === '') missing.push('approver')
  if (draft.isOverriding && draft.override.trim() === '') missing.push('override')
  if (!draft.isOverriding && blockingLines(status.lines, draft.waivers).length > 0) missing.push('lines')
  return missing
}

export function requestOf(draft: DecisionDraft, tenantId: string): CallInput<'gate:decide'> {
  const isGo = draft.decision === 'GO'
  const written = WAIVABLE.flatMap((line) => {
    const reason = (draft.waivers[line] ?? '').trim()
    return reason === '' ? [] : [[line, reason] as const]
  })
  return {
    tenantId,
    decision: draft.decision,
    reason: draft.reason,
    approver: draft.approver,
    releasesTenantId: isGo ? draft.releasesTenantId : null,
    override: isGo && draft.isOverriding ? draft.override : null,
    waivers: isGo ? Object.fromEntries(written) : {},
    knownLimitations: draft.knownLimitations,
    noteInD365: draft.hasNote,
  }
}
