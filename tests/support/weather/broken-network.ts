import type { LookupAddress } from 'node:dns'
import { slept } from '../../../src/core/push/stop.ts'
import { Notes, type Trial } from './trial.ts'
import { inWorld, noteVerdict, type WeatherWorld } from './weather-world.ts'

type Found = { readonly error: string } | { readonly address: string }
type Outage = Found & {
  /** The network is away for so long, there for as long, away again, until the outage is over; else away all the time. */
  readonly everyMs?: number
  /** Of the world's clock: slow enough that a machine that is busy for a moment misses no turn. */
  readonly factor?: number
}

/** Ways in which a machine has no network; new connections meet them. Nothing listens at the second address of loopback. */
const OUTAGES: Readonly<Record<string, Outage>> = {
  'the name is not found': { error: 'ENOTFOUND' },
  'the name server does not answer': { error: 'EAI_AGAIN' },
  'the connection is refused': { address: '127.0.0.2' },
  'there is no route': { error: 'ENETUNREACH' },
  'the route comes and goes': { error: 'EHOSTUNREACH', everyMs: 20_000, factor: 100 },
}

/** Shorter than the retries of a push together, so that nobody fails for it. */
const OUTAGE_MS = 120_000

/** F21: the network goes away in the middle, connections and all, and comes back. */
export const brokenNetwork: Trial<{ readonly leads: number; readonly times: number }> = {
  fault: 'F21',
  claim:
    'a network that goes away in the middle, by name, by port, by route, for a while or on and off: the run tries again by itself and brings every lead once',
  inSuite: { leads: 400, times: 1 },
  inSoak: { leads: 20_000, times: 5 },
  run: async ({ leads, times }) => {
    const notes = new Notes()
    for (const [what, outage] of Object.entries(OUTAGES))
      await inWorld({ leads, factor: outage.factor ?? 500, sandbox: { host: 'localhost' } }, async (world) => {
        const over = new AbortController()
        lookUpsBroken = 0
        let outages = 0
        let next = leads / (times + 1)
        world.harness.core.events.subscribe(() => {
          if (world.control.countLeads() < next || outages === times) return
          outages += 1
          next += leads / (times + 1)
          void breakNetwork(world, outage, over.signal)
        })
        const { outcomes, retries, total } = await world.push()
        over.abort()
        notes.expectSame(`outages because ${what}`, outages, times)
        // One that comes and goes may be back before a lead needs its retry.
        notes.expect(retries > 0 || outage.everyMs !== undefined, `nothing was tried again though ${what}`)
        notes.expect(lookUpsBroken > 0, `no connection was tried though ${what}`)
        notes.count(`retries because ${what}`, retries)
        notes.expectSame(`created although ${what}`, outcomes.created, total)
        noteVerdict(notes, world, leads)
      })
    return notes.sighting()
  },
}

/** Two minutes of the world's clock, or until the run is over. */
async function breakNetwork(
  { harness, clock }: WeatherWorld,
  { everyMs = OUTAGE_MS, ...found }: Outage,
  over: AbortSignal,
): Promise<void> {
  for (let leftMs = OUTAGE_MS; leftMs > 0 && !over.aborted; leftMs -= 2 * everyMs) {
    const mend = lookUpsFind(found)
    harness.core.push.wake()
    await slept(clock, everyMs, over)
    mend()
    await slept(clock, everyMs, over)
  }
}

type Answer = (error: Error | null, found?: string | readonly LookupAddress[], family?: number) => void

const dns = process.getBuiltinModule('node:dns')
const { lookup } = dns
let lookUpsBroken = 0

/** Every look-up of a name ends like this until the returned function is called. */
function lookUpsFind(found: Found): () => void {
  const broken = (name: string, options: { readonly all?: boolean }, answer: Answer): void => {
    lookUpsBroken += 1
    if ('error' in found) {
      const error = Object.assign(new Error(`${found.error} ${name}`), { code: found.error, hostname: name })
      process.nextTick(() => answer(error))
    } else if (options.all === true) process.nextTick(() => answer(null, [{ address: found.address, family: 4 }]))
    else process.nextTick(() => answer(null, found.address, 4))
  }
  Object.assign(dns, { lookup: broken })
  return () => void Object.assign(dns, { lookup })
}
