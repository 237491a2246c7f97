import { expect, test } from 'vitest'
import { RequestLog } from '../../../src/sandbox/server/request-log.ts'

const entry = (url: string) => ({
  at: '2026-01-15T09:00:00.000Z',
  method: 'GET',
  url,
  table: null,
  clientRequestId: null,
  requestId: null,
  userAgent: null,
  prefer: null,
  ifMatch: null,
  ifNoneMatch: null,
  bodyBytes: 0,
  durationMs: 1,
  status: 200,
  retryAfter: null,
  processed: true,
  fault: null,
  partFaults: [],
  underWay: 1,
})

test('the log forgets all but the newest 20,000 requests and counts on', () => {
  const log = new RequestLog()
  for (let number = 0; number < 20_005; number += 1) log.add(entry(`/${number}`))
  const kept = log.list()
  expect(kept).toHaveLength(20_000)
  expect(kept[0]).toMatchObject({ sequence: 5, url: '/5' })
  expect(log.list(20_003).map(({ url }) => url)).toEqual(['/20003', '/20004'])
})

test('the log keeps no more than the beginning of a long address', () => {
  const log = new RequestLog()
  log.add(entry(`/${'x'.repeat(30_000)}`))
  expect(log.list()[0]?.url).toBe(`/${'x'.repeat(1_999)}…`)
})
