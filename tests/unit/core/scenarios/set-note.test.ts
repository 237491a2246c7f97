import { describe, expect, it } from 'vitest'
import { aRun } from '../../../support/builders.ts'
import { aBench } from './scenario-bench.ts'

describe('a note', () => {
  it('keeps the admin’s note beside the console’s finding', async () => {
    const bench = aBench()
    const { runId } = await bench.run('C1')
    await bench.scenarios.setNote(runId, 'C1', ' Seen by two people. ')
    const run = bench.ports.data.runs.get(runId)
    expect(run?.result).toMatchObject({ scenarios: [{ id: 'C1', note: 'Seen by two people.', finding: null }] })
  })

  it('takes the note on a runbook for one on the scenarios it ran', async () => {
    const bench = aBench()
    const runbook = aRun({ kind: 'runbook', tenantId: bench.tenant.id })
    bench.ports.data.runs.save(runbook)
    const ran = await bench.scenarios.run(bench.tenant.id, ['C1'], { parentRunId: runbook.id })
    const noted = await bench.scenarios.setNote(runbook.id, 'C1', 'Seen.')
    expect(noted).toMatchObject({ value: { runId: ran.ok && ran.value.runId, scenarios: [{ note: 'Seen.' }] } })
    expect(await bench.scenarios.setNote(runbook.id, 'C2', 'Seen.')).toMatchObject({ failure: { kind: 'NotFound' } })
  })
})
