import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { writesIn } from './faults-on-writes.ts'
import { Notes, type Trial } from './trial.ts'
import { inWorld, noteVerdict, domainOf, type WeatherWorld } from './weather-world.ts'

const CHILD = join(import.meta.dirname, 'hold-database-child.ts')
/** Longer than a request under way takes to end. */
const SETTLED_MS = 300

/** F14: another program holds the local database. */
export const heldDatabase: Trial<{ readonly leads: number; readonly heldMs: number; readonly times: number }> = {
  fault: 'F14',
  claim: 'another program that locks the local database makes a run wait and say so; nothing is sent meanwhile or lost',
  inSuite: { leads: 3_000, heldMs: 500, times: 1 },
  inSoak: { leads: 20_000, heldMs: 60_000, times: 3 },
  run: async ({ leads, heldMs, times }) => {
    const notes = new Notes()
    await inWorld({ leads, factor: 1 }, async (world) => {
      const reasons = new Set<string>()
      world.harness.core.events.subscribe((event) => {
        if (event.type === 'push-progress' && event.progress.waitingFor === 'local-data')
          reasons.add(event.progress.waitingWhy ?? '')
      })
      const running = world.push()
      for (let time = 1; time <= times; time += 1) {
        await untilRows(world, (leads * time) / (times + 2))
        const release = await hold(world.harness.directory.database)
        await wait(SETTLED_MS)
        const { length: before } = writesIn(world.control.log())
        await wait(heldMs)
        notes.expectSame(
          'writes sent while nothing could be written down',
          writesIn(world.control.log()).length,
          before,
        )
        await noteRefusals(notes, world)
        await release()
        notes.count('times held', 1)
      }
      const { outcomes } = await running
      notes.expectSame('created', outcomes.created, leads)
      notes.expect(
        [...reasons].some((reason) => reason.startsWith('Another program holds')),
        `reasons told: ${[...reasons].join('; ')}`,
      )
      notes.expectSame('attempts still open', world.harness.data.attempts.listOpen().length, 0)
      noteVerdict(notes, world, leads)
    })
    return notes.sighting()
  },
}

async function untilRows({ control }: WeatherWorld, rows: number): Promise<void> {
  while (control.countLeads() < rows) await new Promise((resolve) => setImmediate(resolve))
}

/** What is asked for meanwhile is refused with the reason, and is no defect. */
async function noteRefusals(notes: Notes, { harness }: WeatherWorld): Promise<void> {
  const { push } = harness.core
  const open = await push.runs(harness.tenant.id)
  const [run] = open.ok ? open.value : []
  const asked = [push.start(harness.tenant.id, { domains: [domainOf(1)] }), push.cancel(run?.runId ?? '')]
  for (const answer of await Promise.all(asked))
    notes.expectSame('asked for while locked', answer.ok ? 'done' : answer.failure.kind, 'LocalDataError')
}

/** Locks the database from a process of its own; the answer lets go of it. */
async function hold(database: string): Promise<() => Promise<void>> {
  const child = spawn(process.execPath, [CHILD, database], { stdio: ['pipe', 'pipe', 'inherit'] })
  await once(child.stdout, 'data')
  return async () => {
    child.stdin.end()
    await once(child, 'exit')
  }
}
