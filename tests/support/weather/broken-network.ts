import type { LookupAddress } from 'node:dns'
import { Notes, type Trial } from './trial.ts'
import { inWorld, noteVerdict, type WeatherWorld } from './weather-world.ts'

type Found = { readonly error: string } | { readonly address: string }

/** Ways in which a machine has no network; new connections meet them. Nothing listens at the second address of loopback. */
const OUTAGES: Readonly<Record<string, Found>> = {
  'the name is not found': { error: 'ENOTFOUND' },
  'the name server does not answer': { error: 'EAI_AGAIN' },
  'the connection is refused': { address: '127.0.0.2' },
  'there is no route': { error: 'ENETUNREACH' },
}

/** Shorter than the retries of a push together, so that nobody fails for it. */
const OUTAGE_MS = 120_000

/** F21: the network goes away in the middle, connections and all, and comes back. */
export const brokenNetwork: Trial<{ readonly leads: number; readonly times: number }> = {
  fault: 'F21',
  claim:
    'a network that goes away in the middle, by name, by port, by route: the run tries again by itself and brings every lead once',
  inSuite: { leads: 400, times: 1 },
  inSoak: { leads: 20_000, times: 5 },
  run: async ({ leads, times }) => {
    const notes = new Notes()
    for (const [what, found] of Object.entries(OUTAGES))
      await inWorld({ leads, sandbox: { host: 'localhost' } }, async (world) => {
        let outages = 0
        let next = leads / (times + 1)
        world.harness.core.events.subscribe(() => {
          if (world.control.countLeads() < next || outages === times) return
          outages += 1
          next += leads / (times + 1)
          breakNetwork(world, found)
        })
        const { outcomes, retries, total } = await world.push()
        notes.expectSame(`outages because ${what}`, outages, times)
        notes.expect(retries > 0, `nothing was tried again though ${what}`)
        notes.count(`retries because ${what}`, retries)
        notes.expectSame(`created although ${what}`, outcomes.created, total)
        noteVerdict(notes, world, leads)
      })
    return notes.sighting()
  },
}

/** Two minutes of the world's clock. */
function breakNetwork({ harness, clock }: WeatherWorld, found: Found): void {
  const mend = lookUpsFind(found)
  harness.core.push.wake()
  void clock.sleep(OUTAGE_MS).then(mend)
}

type Answer = (error: Error | null, found?: string | readonly LookupAddress[], family?: number) => void

/** Every look-up of a name ends like this until the returned function is called. */
function lookUpsFind(found: Found): () => void {
  const dns = process.getBuiltinModule('node:dns')
  const { lookup } = dns
  const broken = (name: string, options: { readonly all?: boolean }, answer: Answer): void => {
    if ('error' in found) {
      const error = Object.assign(new Error(`${found.error} ${name}`), { code: found.error, hostname: name })
      process.nextTick(() => answer(error))
    } else if (options.all === true) process.nextTick(() => answer(null, [{ address: found.address, family: 4 }]))
    else process.nextTick(() => answer(null, found.address, 4))
  }
  Object.assign(dns, { lookup: broken })
  return () => void Object.assign(dns, { lookup })
}
