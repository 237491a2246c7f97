import { describe, expect, it } from 'vitest'
import { createFakeBridge } from '../../../../src/renderer/src/bridge/fake-bridge.ts'
import { reportRows } from '../../../../src/renderer/src/features/reports/report-rows.ts'
import { createReportsStore } from '../../../../src/renderer/src/features/reports/reports.store.ts'
import { fail, ok } from '../../../../src/shared/lib/result.ts'
import type { Failure } from '../../../../src/shared/model/failure.ts'
import type { PushResult } from '../../../../src/shared/model/push.ts'
import { aRun, aWrittenReport, RUN_ID, TENANT_ID } from '../../../support/builders.ts'

const RUN = aRun({ kind: 'scenario', status: 'passed' })
const OUTCOMES = {
  created: 0,
  adopted: 0,
  skipped: 0,
  updated: 0,
  conflict: 0,
  rejected: 0,
  refused: 0,
  failed: 0,
  waiting: 0,
  unknown: 0,
}
const aPush = (total: number): PushResult => ({
  runId: RUN_ID,
  tenant: 'x',
  total,
  outcomes: OUTCOMES,
  retries: 0,
  throttledMs: 0,
  durationMs: 0,
  leads: [],
  unlisted: 0,
})
const REFUSED: Failure = { kind: 'Refused', reason: 'report_holds_secret', message: 'It holds one.' }

describe('the runs a report can be written on', () => {
  it('are those that have ended and are no part of another; of pushes, the bulk ones', () => {
    const runs = [
      RUN,
      aRun({ status: 'running' }),
      aRun({ kind: 'check', status: 'passed', parentId: RUN_ID }),
      aRun({ kind: 'push', status: 'passed', result: aPush(1) }),
      aRun({ kind: 'push', status: 'failed', result: aPush(200) }),
    ]
    expect(reportRows(runs, []).map(({ run }) => `${run.kind} ${run.status}`)).toEqual([
      'scenario passed',
      'push failed',
    ])
  })

  it('show each file once, as it was written last', () => {
    const files = [
      aWrittenReport({ format: 'pdf', path: '/a.pdf' }),
      aWrittenReport({ format: 'md', path: '/a.md', digest: 'b'.repeat(64) }),
      aWrittenReport({ format: 'md', path: '/a.md' }),
    ]
    const [row] = reportRows([RUN], files)
    expect(row?.reports.map(({ path, digest }) => [path, digest?.[0]])).toEqual([
      ['/a.md', 'b'],
      ['/a.pdf', '0'],
    ])
  })
})

describe('an order for reports', () => {
  it('goes into the folder the admin chose, keeps it for the next, and says what came of it', async () => {
    const writing = {
      written: [aWrittenReport()],
      skipped: [{ format: 'pdf' as const, reason: 'print_failed' as const, message: '' }],
    }
    const asked: unknown[] = []
    const bridge = createFakeBridge({
      'reports:choose-folder': () => ok({ path: '/out' }),
      'reports:write': (order) => {
        asked.push(order)
        return ok(writing)
      },
      'runs:list': () => ok([RUN]),
      'reports:list': () => ok([aWrittenReport()]),
    })
    const store = createReportsStore(bridge, TENANT_ID)
    store.getState().order(RUN)
    await store.getState().chooseFolder()
    await store.getState().write(['md', 'pdf'], 'tr')
    expect(asked).toEqual([{ runId: RUN.id, formats: ['md', 'pdf'], language: 'tr', directory: '/out' }])
    expect(store.getState()).toMatchObject({
      orderedRun: null,
      outcome: writing,
      folder: '/out',
      writing: { status: 'idle' },
    })
    expect(store.getState().reports).toMatchObject({ status: 'loaded' })
  })

  it('stays open with the reason when it is refused', async () => {
    const bridge = createFakeBridge({
      'reports:write': () => fail(REFUSED),
      'runs:list': () => ok([]),
      'reports:list': () => ok([]),
    })
    const store = createReportsStore(bridge, TENANT_ID)
    store.getState().order(RUN)
    await store.getState().write(['md'], 'en')
    expect(store.getState()).toMatchObject({
      orderedRun: RUN,
      outcome: null,
      writing: { status: 'failed', failure: REFUSED },
    })
  })
})

describe('a preview', () => {
  it('that arrives after it was closed does not come back', async () => {
    const bridge = createFakeBridge({ 'reports:preview': () => ok({ url: 'app://report/1' }) })
    const store = createReportsStore(bridge, TENANT_ID)
    const shown = store.getState().showPreview(RUN, 'en')
    store.getState().closePreview()
    await shown
    expect(store.getState()).toMatchObject({ previewedRun: null, preview: { status: 'loading' } })
    await store.getState().showPreview(RUN, 'tr')
    expect(store.getState().preview).toMatchObject({ status: 'loaded', value: 'app://report/1' })
  })
})
