import { onWrites, SHAPES_OF_WRITES } from './faults-on-writes.ts'
import { Notes, type Trial } from './trial.ts'
import { inWorld, noteVerdict } from './weather-world.ts'

type RetryAfter = number | string | undefined
const NAMING_A_WAIT: readonly RetryAfter[] = [1, 5, 300, 'date:30', 86_400]
/** Such a refusal uses up a retry: a lead that has none left ends as error, and the push of errors brings it. */
const NAMING_NONE: readonly RetryAfter[] = [undefined, -5, 'soon']

/** What is said of a wait that was not taken as it came. */
const SHOWN = new Map<RetryAfter, string>([
  [86_400, 'Retry-After "86400" was cut to one hour.'],
  [-5, 'Retry-After "-5" is not usable.'],
  ['soon', 'Retry-After "soon" is not usable.'],
])

/** Refusals are counted for each shape of write; those that name no wait apart. */
type Storm = Readonly<Record<'leads' | 'refusals' | 'refusalsWithoutWait', number>>

/** F7: 429, in every shape of `Retry-After`. */
export const throttlingStorm: Trial<Storm> = {
  fault: 'F7',
  claim: '429 in every shape of Retry-After: no lead fails for a wait that was named, and each is there once',
  inSuite: { leads: 300, refusals: 3, refusalsWithoutWait: 1 },
  inSoak: { leads: 20_000, refusals: 40, refusalsWithoutWait: 40 },
  run: async ({ leads, refusals, refusalsWithoutWait }, seed) => {
    const notes = new Notes()
    for (const retryAfter of [...NAMING_A_WAIT, ...NAMING_NONE])
      await inWorld({ leads, factor: 5000 }, async (world) => {
        const namesNone = NAMING_NONE.includes(retryAfter)
        const count = namesNone ? refusalsWithoutWait : refusals
        const fault = { kind: 'status' as const, status: 429, code: '0x80072322' }
        const end = onWrites(world.control, retryAfter === undefined ? fault : { ...fault, retryAfter }, {
          count,
          rate: 0.9,
          seed,
        })
        const told = new Set<string>()
        world.harness.core.events.subscribe((event) => {
          if (event.type === 'push-progress') told.add(event.progress.waitingWhy ?? '')
          if (event.type === 'activity') told.add(event.event.message)
        })
        const { outcomes, total } = await world.push()
        const oddity = SHOWN.get(retryAfter)
        if (oddity !== undefined)
          notes.expect(
            [...told].some((text) => text.includes(oddity)),
            `Retry-After ${String(retryAfter)} was not shown`,
          )
        notes.count('refusals', end())
        // One lead may meet those of every shape.
        const mayFail = namesNone && SHAPES_OF_WRITES * count > world.harness.tenant.maxRetries
        notes.expect(
          mayFail || outcomes.failed === 0,
          `${outcomes.failed} leads failed for Retry-After ${String(retryAfter)}`,
        )
        const later = namesNone ? await world.push({ status: 'error' }) : null
        const created = outcomes.created + (later?.outcomes.created ?? 0)
        notes.expectSame(`created with Retry-After ${String(retryAfter)}`, created, total)
        noteVerdict(notes, world, leads)
      })
    return notes.sighting()
  },
}
