import { Notes, type Trial } from './trial.ts'
import { inWorld, judge, noteVerdict, type WeatherWorld } from './weather-world.ts'

const tokenCalls = ({ control }: WeatherWorld) => control.log().filter(({ url }) => url.includes('/oauth2/')).length

/** Once, when so many rows are there. */
function whenWritten({ harness, control }: WeatherWorld, rows: number, act: () => void): void {
  let isDone = false
  harness.core.events.subscribe(() => {
    if (isDone || control.countLeads() < rows) return
    isDone = true
    act()
  })
}

/** F9: the token stops being good in the middle. */
export const tokenExpiry: Trial<{ readonly leads: number }> = {
  fault: 'F9',
  claim: 'a token that expires in the middle is renewed once for all, also when Entra is away for two minutes',
  inSuite: { leads: 500 },
  inSoak: { leads: 50_000 },
  run: async ({ leads }) => {
    const notes = new Notes()
    for (const isEntraAway of [false, true])
      await inWorld({ leads }, async (world) => {
        const { control, clock } = world
        whenWritten(world, leads / 2, () => {
          control.expireTokens()
          if (!isEntraAway) return
          const { id } = control.addFault({ match: { pathPattern: '/token' }, fault: { kind: 'status', status: 503 } })
          void clock.sleep(120_000).then(() => control.clearFaults(id))
        })
        const before = tokenCalls(world)
        const { outcomes, total } = await world.push()
        notes.expectSame('created', outcomes.created, total)
        if (!isEntraAway) notes.expect(tokenCalls(world) - before <= 2, `${tokenCalls(world) - before} token calls`)
        noteVerdict(notes, world, leads)
      })
    return notes.sighting()
  },
}

/** F10: the credential itself stops being good in the middle. */
export const revokedSecret: Trial<{ readonly leads: number }> = {
  fault: 'F10',
  claim: 'a secret that expires in the middle stops the run with the cause, and the run goes on after a new one',
  inSuite: { leads: 500 },
  inSoak: { leads: 20_000 },
  run: async ({ leads }) => {
    const notes = new Notes()
    await inWorld({ leads }, async (world) => {
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

async function runsOf({ harness }: WeatherWorld) {
  const runs = await harness.core.push.runs(harness.tenant.id)
  return runs.ok ? runs.value : []
}
