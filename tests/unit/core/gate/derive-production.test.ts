import { describe, expect, it } from 'vitest'
import { deriveProduction, openingOf } from '../../../../src/core/gate/derive-production.ts'
import type { CheckSource, GateSources } from '../../../../src/core/gate/gate-sources.ts'
import type { CheckStatus } from '../../../../src/shared/model/check.ts'
import type { DecisionBody, GateLineStatus } from '../../../../src/shared/model/gate.ts'
import { AT, aDecisionEntry, anAttestation, anEvidence, aRun, TENANT_ID } from '../../../support/builders.ts'

const BEFORE = '2026-02-28T12:00:00.000Z'
const PROD = { id: 'prod', name: 'Contoso PROD' }
const DEV = { id: 'dev', name: 'Contoso DEV', environment: 'DEV', organizationId: null }
const OPENED = { sequence: 4, tenant: 'Contoso DEV', at: AT }
const FRESH = { nowMs: Date.parse(AT), tenant: { changedAt: BEFORE }, appVersion: '0.1.0' }

const aCheck = (id: string, status: CheckStatus = 'passed', at = AT): CheckSource => ({
  run: aRun({ kind: 'check', status: 'passed', finishedAt: at, tenantChangedAt: BEFORE }),
  row: { id, title: id, status, detail: '', remedy: null, evidence: [] },
  evidence: [],
})
const scenario = (count: number, isOnlyOne = true): GateSources['scenarios'] => ({
  C1: {
    run: aRun({ kind: 'scenario', status: 'passed', finishedAt: AT, tenantChangedAt: BEFORE }),
    result: {
      id: 'C1',
      status: 'passed',
      criteria: [],
      expected: [],
      events: [],
      durationMs: 1,
      finding: null,
      note: null,
      steps: [],
      faultsAt: null,
      certificate: null,
    },
    evidence: [
      anEvidence({ step: 'C1/d365', kind: 'count', body: { ids: Array(count).fill('x'), count } }),
      anEvidence({ step: 'C1/radar', kind: 'note', body: { isOnlyOne } }),
    ],
  },
})
const ROWS = ['B1f', 'A4', 'A2.1', 'A2.2', 'B3.1']
const SOURCES: GateSources = {
  scenarios: scenario(1),
  checks: Object.fromEntries(ROWS.map((id) => [id, aCheck(id)])),
  attestations: ['E2.1', 'E2.2', 'E2.3'].map((row) => anAttestation({ row, tenantId: TENANT_ID, at: AT })),
}
const check = (id: string, status: CheckStatus, at = AT): GateSources => ({
  ...SOURCES,
  checks: { ...SOURCES.checks, [id]: aCheck(id, status, at) },
})

const statuses = (sources: GateSources, openedBy: Parameters<typeof deriveProduction>[2] = OPENED): GateLineStatus[] =>
  deriveProduction(sources, FRESH, openedBy).lines.map(({ status }) => status)

describe('the production steps E2.1 to E2.4', () => {
  it('stay closed without a GO that names the tenant, whatever was seen', () => {
    expect(statuses(SOURCES, null)).toEqual(['not_run', 'not_run', 'not_run', 'not_run'])
  })

  it('hold under a GO, once everything was seen and confirmed', () => {
    expect(statuses(SOURCES)).toEqual(['attested', 'attested', 'attested', 'passed'])
  })

  it.each<[string, GateSources, number, GateLineStatus]>([
    ['the feature flag is off', check('B1f', 'failed'), 0, 'failed'],
    ['the base URL was judged before the GO', check('A4', 'passed', BEFORE), 0, 'not_run'],
    ['a role is missing', check('A2.2', 'failed'), 1, 'failed'],
    ['a role is only warned of', check('A2.2', 'warning'), 1, 'attested'],
    ['the backend is down', check('B3.1', 'failed'), 2, 'failed'],
    ['there is no backend to ask', check('B3.1', 'skipped'), 2, 'attested'],
    ['nobody confirmed the deployment', { ...SOURCES, attestations: [] }, 2, 'not_run'],
    ['two leads were found after C1', { ...SOURCES, scenarios: scenario(2) }, 3, 'failed'],
    ['the radar found a second lead of the domain', { ...SOURCES, scenarios: scenario(1, false) }, 3, 'failed'],
    ['C1 did not run there', { ...SOURCES, scenarios: {} }, 3, 'not_run'],
  ])('say so when %s', (_what, sources, line, status) => {
    expect(statuses(sources)[line]).toBe(status)
  })
})

describe('openingOf', () => {
  const entry = (sequence: number, over: Partial<DecisionBody>) => aDecisionEntry({ sequence, tenant: DEV, ...over })
  it.each<[string, ReturnType<typeof entry>[], number | null]>([
    ['a GO that names it', [entry(1, { decision: 'GO', releases: PROD })], 1],
    ['no decision', [], null],
    ['a GO that names no tenant', [entry(1, { decision: 'GO' })], null],
    ['a GO that names another', [entry(1, { decision: 'GO', releases: { id: 'other', name: 'Other' } })], null],
    [
      'a GO taken back by a NO-GO of the same tenant',
      [entry(1, { decision: 'GO', releases: PROD }), entry(2, { decision: 'NO-GO' })],
      null,
    ],
    [
      'a GO beside a NO-GO of another tenant',
      [
        entry(1, { decision: 'GO', releases: PROD }),
        entry(2, { decision: 'NO-GO', tenant: { ...DEV, id: 'someone-else' } }),
      ],
      1,
    ],
    [
      'a new GO after a NO-GO',
      [
        entry(1, { decision: 'GO', releases: PROD }),
        entry(2, { decision: 'NO-GO' }),
        entry(3, { decision: 'GO', releases: PROD }),
      ],
      3,
    ],
  ])('reads %s', (_what, log, sequence) => {
    expect(openingOf(log, PROD.id, () => true)?.sequence ?? null).toBe(sequence)
  })

  it('passes over a GO the log does not vouch for, and never over a NO-GO', () => {
    const go = entry(1, { decision: 'GO', releases: PROD })
    const forged = entry(2, { decision: 'GO', releases: PROD })
    const isVouched = ({ body }: { body: DecisionBody }) => body.sequence === 1
    expect(openingOf([go, forged], PROD.id, isVouched)?.sequence).toBe(1)
    expect(openingOf([forged], PROD.id, isVouched)).toBeNull()
    expect(openingOf([go, entry(3, { decision: 'NO-GO' })], PROD.id, isVouched)).toBeNull()
  })
})
