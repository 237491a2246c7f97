import { Notes, type Trial } from './trial.ts'
import { inWorld, judge, noteVerdict, type WeatherWorld } from './weather-world.ts'

const isTokenCall = ({ url }: { readonly url: string }): boolean => url.includes('/oauth2/')
const tokenCalls = ({ control }: WeatherWorld) => control.log().filter(isTokenCall).length

/** Once, when so many rows are there. */
function whenWritten({ harness, control }: WeatherWorld, rows: number, act: () => void): void {
  let isDone = false
  harness.core.events.subscribe(() => {
    if (isDone || control.countLeads() < rows) return
    isDone = true
    act()
  })
}

/** Two minutes are two seconds: a run that is busy for a moment does not miss them. */
const SLOW = 60
const FAST = 500

/** F9: the token stops being good in the middle, once more while Entra ID is away. */
export const tokenExpiry: Trial<{ readonly leads: number }> = {
  fault: 'F9',
  claim:
    'a token that expires in the middle is renewed once for all, only what was under way is sent again, and while Entra ID is away for two minutes the run waits',
  // So many that some have not left when the token expires.
  inSuite: { leads: 1_500 },
  inSoak: { leads: 50_000 },
  run: async ({ leads }) => {
    const notes = new Notes()
    for (const isEntraAway of [false, true])
      await inWorld({ leads, factor: isEntraAway ? SLOW : FAST }, async (world) => {
        const { control } = world
        const seen = watchProgress(world)
        let before = 0
        whenWritten(world, leads / 2, () => {
          before = tokenCalls(world)
          control.expireTokens()
          if (isEntraAway) sendEntraAway(world)
        })
        const { outcomes, total } = await world.push()
        notes.expectSame('created', outcomes.created, total)
        const renewed = control.log().filter((call) => isTokenCall(call) && call.status === 200).length - before
        notes.expectSame('tokens', renewed, 1)
        if (isEntraAway) notes.expect(seen.waitedFor.has('sign-in'), `the run waited for ${[...seen.waitedFor].join()}`)
        else notes.expectSame('renewals', tokenCalls(world) - before, 1)
        const refused = control.log().filter(({ status, url }) => status === 401 && !url.includes('/oauth2/')).length
        notes.expect(refused > 0, 'no request met the expired token')
        notes.expect(
          refused <= seen.mostUnderWay,
          `${refused} requests refused, ${seen.mostUnderWay} under way at most`,
        )
        noteVerdict(notes, world, leads)
      })
    return notes.sighting()
  },
}

/** Two minutes of the world's clock without a token endpoint. */
function sendEntraAway({ control, clock }: WeatherWorld): void {
  const { id } = control.addFault({ match: { pathPattern: '/token' }, fault: { kind: 'status', status: 503 } })
  void clock.sleep(120_000).then(() => control.clearFaults(id))
}

/** What the run tells of itself while it goes on. */
function watchProgress({ harness }: WeatherWorld) {
  const seen = { waitedFor: new Set<string>(), mostUnderWay: 0 }
  harness.core.events.subscribe((event) => {
    if (event.type !== 'push-progress') return
    const { waitingFor, concurrency } = event.progress
    if (waitingFor !== null) seen.waitedFor.add(waitingFor)
    seen.mostUnderWay = Math.max(seen.mostUnderWay, concurrency)
  })
  return seen
}

/** F10: the credential itself stops being good in the middle. */
export const revokedSecret: Trial<{ readonly leads: number }> = {
  fault: 'F10',
  claim:
    'a secret that expires in the middle stops the run at once with the cause, Entra ID is asked once a minute at most, and the run goes on after a new one',
  inSuite: { leads: 500 },
  inSoak: { leads: 20_000 },
  run: async ({ leads }) => {
    const notes = new Notes()
    await inWorld({ leads, factor: FAST }, async (world) => {
      const { control, harness } = world
      whenWritten(world, leads / 2, () => {
        control.tokens({ registration: 'secret-expired' })
        control.expireTokens()
      })
      const causes = new Set<string | null>()
      const running = world.push()
      await new Promise<void>((resolve) => {
        harness.core.events.subscribe((event) => {
          if (event.type !== 'push-progress' || event.progress.waitingFor !== 'credential') return
          causes.add(event.progress.waitingWhy)
          resolve()
        })
        void running.then(() => resolve())
      })
      notes.expect(
        [...causes].some((cause) => cause?.includes('AADSTS7000222')),
        `causes told: ${[...causes].join('; ')}`,
      )
      await noteStandstill(notes, world)
      const { lost, duplicated } = judge(harness, control)
      notes.expectSame('lost or twice while stopped', [lost, duplicated], [[], []])
      control.tokens({ registration: 'ok' })
      for (const { runId } of await runsOf(world)) await harness.core.push.resume(runId)
      const { outcomes, total } = await running
      notes.expectSame('created', outcomes.created, total)
      noteVerdict(notes, world, leads)
    })
    return notes.sighting()
  },
}

const STANDSTILL_MS = 300_000
const BETWEEN_TOKEN_CALLS_MS = 60_000
/** By the real clock: what left before the refusal had come back was sent in good faith, also where a busy machine reads it later. */
const ON_ITS_WAY_MS = 20

/** Five minutes from the refusal: D365 hears one call more at most, Entra ID one question a minute. */
async function noteStandstill(notes: Notes, { control, clock }: WeatherWorld): Promise<void> {
  await clock.sleep(STANDSTILL_MS)
  const log = control.log()
  const asked = log.filter((call) => isTokenCall(call) && call.status !== 200)
  const knownAt = Date.parse(asked[0]?.at ?? '') + ON_ITS_WAY_MS * FAST
  // The log tells when a call was answered, and how long that took by the real clock.
  const { length: further } = log.filter(
    (call) => !isTokenCall(call) && Date.parse(call.at) - call.durationMs * FAST > knownAt,
  )
  notes.expect(further <= 1, `${further} calls to D365 after the refusal`)
  notes.expect(asked.length > 1, 'the credential was never tried again')
  const times = asked.map(({ at }) => Date.parse(at))
  const gaps = times.slice(1).map((at, index) => at - (times[index] ?? 0))
  notes.expect(
    gaps.every((gap) => gap >= BETWEEN_TOKEN_CALLS_MS),
    `token calls ${gaps.map((gap) => Math.round(gap / 1000)).join(', ')} s apart`,
  )
}

async function runsOf({ harness }: WeatherWorld) {
  const runs = await harness.core.push.runs(harness.tenant.id)
  return runs.ok ? runs.value : []
}
