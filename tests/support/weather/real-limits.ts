import { HIGH, LOW, noteSettledPace } from './settled-pace.ts'
import { Notes, type Trial } from './trial.ts'
import { inWorld, noteVerdict, type WeatherWorld } from './weather-world.ts'

/** Requests that D365 refused, of all: what going on against a limit costs. It must have been met at all. */
function noteWaste(notes: Notes, { control }: WeatherWorld, most: number): void {
  const requests = control.log()
  const refused = requests.filter(({ status }) => status === 429).length
  notes.count('requests', requests.length)
  notes.count('refused', refused)
  notes.expect(refused > 0, 'the limit was never met')
  notes.expect(refused <= requests.length * most, `${refused} of ${requests.length} requests were refused`)
}

/** F7 and F8 by the sandbox's own limits instead of injected answers. */
export const requestLimit: Trial<{
  readonly leads: number
  readonly requests: number
  /** Share of the requests. Calls on their way at the first refusal are refused too, and weigh more the smaller the limit is. */
  readonly mostRefused: number
}> = {
  fault: 'F7',
  claim: 'a request limit that is a small part of the run: no lead fails, and few requests meet it',
  inSuite: { leads: 2_000, requests: 12, mostRefused: 0.15 },
  inSoak: { leads: 200_000, requests: 40, mostRefused: 0.03 },
  run: async ({ leads, requests, mostRefused }) => {
    const notes = new Notes()
    const options = { leads, sandbox: { limits: { requests, windowMs: 1_500_000 } } }
    await inWorld(options, async (world) => {
      const { outcomes, total } = await world.push()
      notes.expectSame('created', outcomes.created, total)
      noteVerdict(notes, world, leads)
      noteWaste(notes, world, mostRefused)
    })
    return notes.sighting()
  },
}

export const concurrencyLimit: Trial<{
  readonly leads: number
  readonly changeEvery: number
  /** Share of the requests. Calls on their way at the first refusal are refused too, and weigh more the fewer requests there are. */
  readonly mostRefused: number
  readonly dips: number
}> = {
  fault: 'F8',
  claim:
    'a concurrency limit that drops from 52 to 4 in the middle and comes back: no lead fails, few requests are wasted, and ten answers later the pace is that of a client that knows',
  inSuite: { leads: 18_000, changeEvery: 4_500, mostRefused: 0.12, dips: 4 },
  inSoak: { leads: 200_000, changeEvery: 20_000, mostRefused: 0.05, dips: 100 },
  run: async ({ leads, changeEvery, mostRefused, dips }, seed) => {
    const notes = new Notes()
    const options = { leads, sandbox: { serverTime: { baseMs: 60, perRowMs: 0.5 } } }
    await inWorld(options, async (world) => {
      const { control, harness } = world
      let next = changeEvery
      harness.core.events.subscribe(() => {
        if (control.countLeads() < next) return
        next += changeEvery
        control.limits({ concurrent: control.limits().concurrent === HIGH ? LOW : HIGH })
      })
      const { outcomes, total } = await world.push()
      notes.expectSame('created', outcomes.created, total)
      notes.expect(next > changeEvery, 'the limit never changed')
      noteVerdict(notes, world, leads)
      noteWaste(notes, world, mostRefused)
    })
    await noteSettledPace(notes, dips, seed)
    return notes.sighting()
  },
}
