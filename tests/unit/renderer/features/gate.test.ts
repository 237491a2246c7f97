import { describe, expect, it } from 'vitest'
import { GATE_LINES, WAIVABLE_LINES } from '../../../../src/core/gate/gate-lines.ts'
import { EMPTY_DECISION, requestOf, whyNot } from '../../../../src/renderer/src/features/gate/decision-draft.ts'
import { groupLines, WAIVABLE } from '../../../../src/renderer/src/features/gate/gate-groups.ts'
import type { GateLine, GateLineStatus, GateStatus } from '../../../../src/shared/model/gate.ts'
import { TENANT_ID } from '../../../support/builders.ts'

const gateWith = (over: Readonly<Record<string, GateLineStatus>> = {}): GateStatus => {
  const lines = GATE_LINES.map(({ id, text }): GateLine => ({
    id,
    text,
    status: over[id] ?? 'passed',
    evidence: [],
    at: null,
  }))
  return { tenant: 'Contoso DEV', lines, go: { allowed: false, because: [] }, production: null }
}
const GO = { ...EMPTY_DECISION, decision: 'GO', reason: 'All green.', approver: 'Deniz Kaya' } as const

describe('the gate’s groups', () => {
  it('hold the fifteen lines, three each, in the runbook’s order', () => {
    const groups = groupLines(gateWith().lines)
    expect(groups.map((group) => group.lines.length)).toEqual([3, 3, 3, 3, 3])
    expect(groups.flatMap((group) => group.lines.map((line) => line.id))).toEqual(GATE_LINES.map(({ id }) => id))
  })

  it('offer to waive what the core lets be waived', () => {
    expect([...WAIVABLE]).toEqual([...WAIVABLE_LINES])
  })
})

describe('a decision being written', () => {
  it.each([
    ['a GO with everything in order', GO, {}, []],
    ['a GO without words', { ...GO, reason: ' ', approver: '' }, {}, ['reason', 'approver']],
    ['a GO over a failed line', GO, { 'E1.7': 'failed' }, ['lines']],
    ['a GO with the line waived in words', { ...GO, waivers: { 'E1.5': 'No 429 here.' } }, { 'E1.5': 'not_run' }, []],
    ['a GO with an empty waiver', { ...GO, waivers: { 'E1.5': '  ' } }, { 'E1.5': 'not_run' }, ['lines']],
    ['an override without a reason', { ...GO, isOverriding: true }, { 'E1.7': 'failed' }, ['override']],
    ['an override with one', { ...GO, isOverriding: true, override: 'Known.' }, { 'E1.7': 'failed' }, []],
    ['a NO-GO over failed lines', { ...EMPTY_DECISION, reason: 'Duplicates.' }, { 'E1.7': 'failed' }, []],
  ] as const)('says what is missing of %s', (_case, draft, lines, missing) => {
    expect(whyNot(draft, gateWith(lines))).toEqual(missing)
  })

  it('sends no waiver, override or release with a NO-GO, whatever was typed before', () => {
    const draft = {
      ...GO,
      decision: 'NO-GO',
      releasesTenantId: 'prod',
      isOverriding: true,
      override: 'Known.',
      waivers: { 'E1.4': 'Later.' },
    } as const
    expect(requestOf(draft, TENANT_ID)).toMatchObject({
      decision: 'NO-GO',
      releasesTenantId: null,
      override: null,
      waivers: {},
    })
  })

  it('sends only waivers with words, and an override only while it is switched on', () => {
    const draft = { ...GO, override: 'typed, then switched off', waivers: { 'E1.4': ' Later. ', 'E1.5': ' ' } }
    expect(requestOf(draft, TENANT_ID)).toMatchObject({ override: null, waivers: { 'E1.4': 'Later.' } })
  })
})
