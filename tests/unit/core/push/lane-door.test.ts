import { expect, it } from 'vitest'
import { createLaneDoor } from '../../../../src/core/push/lane-door.ts'
import { createTenantLane } from '../../../../src/core/push/tenant-lane.ts'
import { ok } from '../../../../src/shared/lib/result.ts'
import { createManualClock } from '../../../support/manual-clock.ts'

it('a call that waited for the disk while the lane closed leaves when it opens, written once', async () => {
  const clock = createManualClock()
  const lane = createTenantLane(clock)
  const door = createLaneDoor({ lane, signal: new AbortController().signal })
  const disk = Promise.withResolvers<boolean>()
  const seen: string[] = []
  const passing = door.pass(
    () => {
      seen.push('written')
      return disk.promise
    },
    () => {
      seen.push(`sent at ${clock.monotonicMs()}`)
      return Promise.resolve(ok(null))
    },
    { purpose: 'write', lessonOf: () => ({ outcome: 'answered' }) },
  )
  await clock.advance(10)
  lane.pause(5_000)
  disk.resolve(true)
  await clock.advance(6_000)
  await passing
  expect(seen).toEqual(['written', 'sent at 5010'])
})
