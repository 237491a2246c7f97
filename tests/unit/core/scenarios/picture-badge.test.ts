import { describe, expect, it } from 'vitest'
import type { BadgeCamera } from '../../../../src/core/ports/badge-camera.ts'
import { fail, ok } from '../../../../src/shared/lib/result.ts'
import type { Evidence } from '../../../../src/shared/model/run.ts'
import type { ScenarioId } from '../../../../src/shared/model/scenario.ts'
import { pictureFor, whyNoPicture } from '../../../../src/shared/view/evidence-picture.ts'
import { A_PNG } from '../reports/sample-report.ts'
import { aBench } from './scenario-bench.ts'

/** Runs one scenario with a camera and answers the evidence of the views it judged, each with the whole run's. */
async function judgedViews(camera: BadgeCamera, id: ScenarioId) {
  const bench = aBench(undefined, {}, { badgeCamera: camera })
  const { runId, ok: isOk } = await bench.run(id)
  const evidence = bench.ports.data.runs.evidenceOf(runId)
  return { isOk, evidence, views: evidence.filter(({ kind }) => kind === 'view-model') }
}

const taking = (png: string): { camera: BadgeCamera; asked: string[] } => {
  const asked: string[] = []
  const take: BadgeCamera['take'] = ({ domain, view }) => {
    asked.push(`${domain.split('-')[0] ?? ''} ${view.badge}`)
    return Promise.resolve(ok({ png, width: 120, height: 30 }))
  }
  return { camera: { take }, asked }
}

describe('pictures of badges', () => {
  it.each<[ScenarioId, readonly string[]]>([
    ['C1', ['c1 synced']],
    ['D3', ['d3 error', 'd3 error', 'd3 error']],
  ])('are taken of each badge that %s judges, and found from its evidence', async (id, expected) => {
    const { camera, asked } = taking(A_PNG)
    const { evidence, views } = await judgedViews(camera, id)
    expect(asked).toEqual(expected)
    expect(views.map((view) => pictureFor(view, evidence)?.png)).toEqual(expected.map(() => A_PNG))
  })

  it.each<[string, BadgeCamera, string]>([
    ['a run without a window', { take: () => Promise.resolve(fail('no_window')) }, 'no_window'],
    ['a camera that fails', { take: () => Promise.resolve(fail('not_taken')) }, 'not_taken'],
    ['what is no PNG', taking('PHN2Zz4=').camera, 'not_taken'],
    ['a picture too large to be a badge', taking(`${A_PNG.slice(0, 40)}${'A'.repeat(90_000)}`).camera, 'not_taken'],
  ])('of %s are missing with the reason, and no criterion fails for it', async (_what, camera, why) => {
    const { isOk, evidence, views } = await judgedViews(camera, 'C1')
    expect(isOk).toBe(true)
    expect(views.map(whyNoPicture)).toEqual([why])
    expect(evidence.filter(({ kind }: Evidence) => kind === 'screenshot')).toEqual([])
  })
})
