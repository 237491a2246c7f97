import { describe, expect, it } from 'vitest'
import { GATE_LINES } from '../../../../src/core/gate/gate-lines.ts'
import { blockersOf, judgeGo } from '../../../../src/core/gate/judge-go.ts'
import type { GateLine, GateLineStatus, GateVerdict } from '../../../../src/shared/model/gate.ts'
import { recordedText } from '../../../../src/shared/words/recorded-text.ts'
import { aTenant } from '../../../support/builders.ts'

const lines = (over: Readonly<Record<string, GateLineStatus>> = {}): readonly GateLine[] =>
  GATE_LINES.map(({ id, text }) => {
    const status = over[id] ?? 'passed'
    return { id, text, status, evidence: [], at: null, ...(status === 'stale' ? { stale: 'age' as const } : {}) }
  })

const aGo = {
  decision: 'GO' as const,
  approver: 'Deniz Kaya',
  override: null as string | null,
  waivers: {},
  releases: null as Parameters<typeof judgeGo>[0]['releases'],
}
const PROD = aTenant({ name: 'Contoso PROD', environment: 'PROD' })

describe('judgeGo', () => {
  it('allows a GO on fifteen good lines, an approver and a whole log', () => {
    const good = lines({ 'E1.4': 'waived', 'E1.15': 'attested' })
    expect(judgeGo(aGo, good, 'ok')).toBeNull()
    expect(judgeGo({ ...aGo, releases: PROD }, good, 'ok')).toBeNull()
  })

  it.each<[GateLineStatus, string]>([
    ['failed', 'E1.7 Duplicate lead üretilmiyor: failed'],
    ['stale', 'E1.7 Duplicate lead üretilmiyor: stale (older than 7 days)'],
    ['not_run', 'E1.7 Duplicate lead üretilmiyor: not run'],
  ])('refuses a GO while a line is %s, naming it', (status, words) => {
    expect(blockersOf(lines({ 'E1.7': status }))).toEqual([words])
    expect(judgeGo(aGo, lines({ 'E1.7': status }), 'ok')).toMatchObject({ reason: 'go_not_allowed' })
  })

  it.each<GateLineStatus>(['not_run', 'stale'])(
    'says of E1.15 that is %s that a person is needed, and how',
    (status) => {
      const [blocker = ''] = blockersOf(lines({ 'E1.15': status }))
      expect(blocker).toContain('(a person must confirm it: attest E1.15 --by NAME)')
      expect(recordedText('tr', blocker)).toMatch(/^E1\.15 Hata iletileri anlaşılır: .*attest E1\.15 --by AD\)$/)
    },
  )

  it('refuses a GO without an approver, override or not', () => {
    expect(judgeGo({ ...aGo, approver: ' ' }, lines(), 'ok')).toMatchObject({ reason: 'approver_missing' })
    expect(judgeGo({ ...aGo, approver: '', override: 'The board decided' }, lines(), 'ok')).toMatchObject({
      reason: 'approver_missing',
    })
  })

  it('lets an override with a reason stand in for lines and log, and an empty one for nothing', () => {
    const bad = lines({ 'E1.1': 'failed' })
    expect(judgeGo({ ...aGo, override: 'The board decided' }, bad, 'altered')).toBeNull()
    expect(judgeGo({ ...aGo, override: '  ' }, bad, 'ok')).toMatchObject({ reason: 'go_not_allowed' })
  })

  it.each<GateVerdict>(['altered', 'forked', 'key_changed', 'unanchored_tail'])(
    'refuses a GO on top of a log that is %s',
    (verdict) => {
      expect(judgeGo(aGo, lines(), verdict)).toMatchObject({ reason: 'go_not_allowed' })
    },
  )

  it('waives the lines of part D and no other', () => {
    for (const id of ['E1.4', 'E1.5', 'E1.6'])
      expect(judgeGo({ ...aGo, waivers: { [id]: 'why' } }, lines(), 'ok')).toBeNull()
    expect(judgeGo({ ...aGo, waivers: { 'E1.7': 'why' } }, lines(), 'ok')).toMatchObject({ reason: 'go_not_allowed' })
  })

  it('releases PROD tenants only, declared or detected, and never by a NO-GO', () => {
    const detected = aTenant({ environment: 'DEV', detectedEnvironment: 'PROD' })
    expect(judgeGo({ ...aGo, releases: detected }, lines(), 'ok')).toBeNull()
    expect(judgeGo({ ...aGo, releases: aTenant() }, lines(), 'ok')).toMatchObject({ reason: 'go_not_allowed' })
    expect(judgeGo({ ...aGo, decision: 'NO-GO', releases: PROD }, lines(), 'ok')).toMatchObject({
      reason: 'go_not_allowed',
    })
  })

  it('always lets a NO-GO be recorded', () => {
    expect(judgeGo({ ...aGo, decision: 'NO-GO', approver: '' }, lines({ 'E1.1': 'failed' }), 'altered')).toBeNull()
  })
})
