import { expect, it } from 'vitest'
import type { MappedColumn } from '../../../../src/core/leads/mapped-column.ts'
import { MAPPING_PROFILES } from '../../../../src/core/leads/mapping-profiles.ts'
import { createTenantColumns } from '../../../../src/core/push/tenant-columns.ts'
import type { CallContext } from '../../../../src/core/d365/d365-client.ts'
import type { D365Failure } from '../../../../src/shared/model/failure.ts'
import { ok, fail } from '../../../../src/shared/lib/result.ts'
import { aTenant } from '../../../support/builders.ts'
import { aLeadColumn, createFakeMetadata } from '../../../support/fake-metadata.ts'
import { createManualClock } from '../../../support/manual-clock.ts'
import { createRecordingLog } from '../../../support/recording-log.ts'

const { standard } = MAPPING_PROFILES
const narrow = standard.map((mapped) => aLeadColumn(mapped, mapped.column === 'companyname' ? { maxLength: 10 } : {}))
const lengthOfNames = (columns: readonly MappedColumn[] | null) =>
  columns?.find(({ column }) => column === 'companyname')?.maxLength

const cut: D365Failure = {
  kind: 'D365NetworkError',
  message: 'The call was cancelled.',
  requestIds: null,
  phase: 'answer',
  networkCode: 'ECANCELED',
  isTls: false,
}

/** A tenant that answers when the test says so, or when it is no longer waited for. */
function slowTenant(isTakenUp: boolean) {
  const clock = createManualClock()
  const log = createRecordingLog()
  const seen = { asked: 0 }
  let answer = (): void => undefined
  const columns = createTenantColumns({
    ports: { clock, log },
    tenant: aTenant({ mappingProfile: 'standard' }),
    calls: { ask: (call) => call() },
    d365: () => ({
      metadata: createFakeMetadata({
        readLeadColumns: ({ signal }: CallContext = {}) => {
          seen.asked += 1
          return new Promise((resolve) => {
            answer = () => resolve(ok({ columns: narrow, requestIds: { client: '', service: [] } }))
            signal?.addEventListener('abort', () => resolve(fail(cut)))
          })
        },
      }),
    }),
    context: {},
    isTakenUp,
  })
  return { clock, columns, log, seen, answer: () => answer() }
}

it('makes every lead of a run wait for one answer', async () => {
  const { columns, seen, answer, clock } = slowTenant(false)
  const waiting = [columns.ask(), columns.ask()]
  expect(columns.known()).toBeNull()
  answer()
  expect((await Promise.all(waiting)).map(lengthOfNames)).toEqual([10, 10])
  expect([lengthOfNames(columns.known()), seen.asked, clock.sleepers()]).toEqual([10, 1, []])
})

it('lets the first lead of a run from an earlier process go ahead, and no other', async () => {
  const { columns, answer } = slowTenant(true)
  expect(lengthOfNames(await columns.ask())).toBe(100)
  const second = columns.ask()
  answer()
  expect(lengthOfNames(await second)).toBe(10)
})

it('goes by the profile alone when no answer comes within twenty seconds, and says so in the log', async () => {
  const { columns, clock, log } = slowTenant(false)
  const waiting = columns.ask()
  await clock.advance(20_000)
  expect(lengthOfNames(await waiting)).toBe(100)
  expect(log.messages()).toEqual(['lead columns could not be read'])
})
