import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createRunService } from '../../../../src/core/runs/run-service.ts'
import { aDecisionEntry, anAttempt, anEvidence, aRun, AT } from '../../../support/builders.ts'
import { aCorePorts } from '../../../support/core-ports.ts'

const DAY = 86_400_000
const daysAgo = (days: number): string => new Date(Date.parse(AT) - days * DAY).toISOString()

function withRuns() {
  const ports = aCorePorts()
  const { data } = ports
  const seen = (days: number, over = {}) => {
    const run = aRun({ id: randomUUID(), kind: 'scenario', status: 'passed' })
    data.runs.save(run)
    const evidence = anEvidence({ id: randomUUID(), runId: run.id, at: daysAgo(days), ...over })
    data.runs.saveEvidence(evidence)
    return { run, evidence, isThere: () => data.runs.evidence(evidence.id) !== null }
  }
  return { data, seen, runs: createRunService(ports) }
}

describe('evidence beyond its time', () => {
  it('goes after a year, unless a decision rests on it; runs and attempts stay', async () => {
    const { data, seen, runs } = withRuns()
    const old = seen(400)
    const recent = seen(364)
    const decided = seen(400)
    const decidedByPiece = seen(400)
    data.attempts.save(anAttempt({ runId: old.run.id, startedAt: daysAgo(400) }))
    const line = { id: 'E1.1', text: '', status: 'passed' as const, at: AT }
    data.decisions.append(
      aDecisionEntry({
        gate: [
          { ...line, evidence: [decided.run.id] },
          { ...line, evidence: [decidedByPiece.evidence.id] },
        ],
      }),
    )
    expect(await runs.tidy()).toEqual({ ok: true, value: { deleted: 1 } })
    expect([old, recent, decided, decidedByPiece].map(({ isThere }) => isThere())).toEqual([false, true, true, true])
    expect(data.runs.get(old.run.id)).toEqual(old.run)
    expect(data.attempts.listFor(old.run.tenantId, 'acme.example')).toHaveLength(1)
  })

  it('is counted before it goes, with what stays because a decision rests on it', async () => {
    const { data, seen, runs } = withRuns()
    const pieces = [seen(31), seen(40), seen(29), seen(50)]
    const decided = pieces[3]?.run.id ?? ''
    const line = { id: 'E1.1', text: '', status: 'passed' as const, at: AT }
    data.decisions.append(aDecisionEntry({ gate: [{ ...line, evidence: [decided] }] }))
    expect(await runs.forecastRetention(30)).toEqual({
      ok: true,
      value: { days: 30, before: daysAgo(30), pieces: 2, runs: 2, kept: 1 },
    })
    expect(await runs.forecastRetention(null)).toMatchObject({ value: { before: null, pieces: 0, kept: 0 } })
    expect(await runs.forecastRetention(3)).toMatchObject({ ok: false, failure: { kind: 'InvalidInput' } })
    expect(pieces.every(({ isThere }) => isThere())).toBe(true)
    expect(await runs.setRetention(30)).toMatchObject({ value: { deleted: 2 } })
  })

  it('is kept as long as the admin says: 30 days to ten years, or for ever', async () => {
    const { seen, runs } = withRuns()
    const piece = seen(31)
    expect(await runs.setRetention(29)).toMatchObject({ ok: false, failure: { kind: 'InvalidInput' } })
    expect(await runs.retention()).toEqual({ ok: true, value: { days: 365 } })
    expect(await runs.setRetention(null)).toEqual({ ok: true, value: { days: null, deleted: 0 } })
    expect(piece.isThere()).toBe(true)
    expect(await runs.setRetention(30)).toEqual({ ok: true, value: { days: 30, deleted: 1 } })
    expect(piece.isThere()).toBe(false)
  })
})
