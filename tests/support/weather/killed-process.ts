import { setTimeout as wait } from 'node:timers/promises'
import type { Random } from '../../../src/core/ports/random.ts'
import { quantile } from '../bench/statistics.ts'
import { createSeededRandom } from '../seeded-random.ts'
import { onWrites } from './faults-on-writes.ts'
import { inData, inProcessWorld, noteEnd, untilSeen, type ProcessWorld, type PushProcess } from './push-process.ts'
import { Notes, type Trial } from './trial.ts'

/** F1: the process dies, at moments drawn from the seed, again and again. */
export const randomKills: Trial<{
  /** So often, each time on fresh local data: a start reads the whole file, and its time is that of a file of so many leads. */
  readonly runs: number
  readonly leads: number
  readonly kills: number
  /** From a start to its first call of D365, nineteen times in twenty; judged where nothing else works on the machine. */
  readonly mostToFirstCallMs: number
}> = {
  fault: 'F1',
  claim:
    'a process killed at random while it pushes loses nothing and doubles nothing; only what was under way is sent again, and the next start calls D365 within a second',
  inSuite: { runs: 1, leads: 3_000, kills: 4, mostToFirstCallMs: 60_000 },
  inSoak: { runs: 10, leads: 50_000, kills: 50, mostToFirstCallMs: 1_000 },
  run: async ({ runs, mostToFirstCallMs, ...each }, seed) => {
    const notes = new Notes()
    const firstCallMs: number[] = []
    const random = createSeededRandom(seed)
    for (let run = 0; run < runs; run += 1) firstCallMs.push(...(await killOften(each, random, notes)))
    const slowMs = Math.round(quantile(firstCallMs, 0.95))
    notes.count('ms from a start to its first call of D365 (p95)', slowMs)
    notes.expect(slowMs <= mostToFirstCallMs, `${slowMs} ms from a start to its first call of D365 (p95)`)
    const { kills = 0, 'leads sent again': sentAgain = 0, [UNDER_WAY]: most = 0 } = notes.sighting().figures
    notes.expect(kills >= (runs * each.kills) / 2, `only ${kills} kills struck`)
    notes.expect(sentAgain <= most, `${sentAgain} leads were sent again, ${most} were under way`)
    return notes.sighting()
  },
}

const UNDER_WAY = 'leads under way when killed'

/** One push, killed until it is done. @returns milliseconds from each start to its first call of D365 */
function killOften(
  { leads, kills }: { readonly leads: number; readonly kills: number },
  random: Random,
  notes: Notes,
): Promise<readonly number[]> {
  return inProcessWorld({ leads }, async (world) => {
    const firstCallMs: number[] = []
    for (let kill = 1; kill <= kills; kill += 1) {
      const rows = Math.floor(((kill - random.fraction()) / kills) * leads)
      const push = world.startPush()
      firstCallMs.push(await untilFirstCall(world, push))
      if (!(await untilSeen(() => world.control.countLeads() > rows, push))) break
      push.child.kill('SIGKILL')
      await push.ended
      notes.count('kills', 1)
      const underWay = await openAttempts(world)
      notes.count(UNDER_WAY, underWay)
      notes.expect(underWay <= mostUnderWay(world), `${underWay} leads were under way when it was killed`)
    }
    const last = await world.startPush().ended
    notes.expectSame('the last run’s exit code', last.code, 0)
    notes.expect(!/duplicat/i.test(last.stderr), last.stderr)
    await noteEnd(notes, world, leads)
    notes.count('leads sent again', await leadsSentTwice(world))
    return firstCallMs
  })
}

/** F18: the process is frozen, as by a machine that sleeps, and its connections are dead when it wakes. */
export const frozenProcess: Trial<{
  readonly leads: number
  readonly sleeps: number
  /** How long the first sleep lasts; longer than the deadline of a request, it ends those that were under way. */
  readonly longestMs: number
  /** From each waking to the next row; judged where nothing else works on the machine. */
  readonly mostToWakeMs: number
}> = {
  fault: 'F18',
  claim:
    'a process frozen in the middle, its connections dead when it wakes, works again within five seconds and doubles nothing',
  inSuite: { leads: 3_000, sleeps: 2, longestMs: 0, mostToWakeMs: 60_000 },
  inSoak: { leads: 200_000, sleeps: 50, longestMs: 180_000, mostToWakeMs: 5_000 },
  run: async ({ leads, sleeps, longestMs, mostToWakeMs }) => {
    const notes = new Notes()
    const awakeMs: number[] = []
    await inProcessWorld({ leads }, async (world) => {
      const push = world.startPush()
      for (let sleep = 1; sleep <= sleeps; sleep += 1) {
        if (!(await untilSeen(() => world.control.countLeads() > (leads * sleep) / (sleeps + 1), push))) break
        const end = onWrites(world.control, { kind: 'cut-after-commit', delayMs: 50 })
        // Asleep between the sending and the answer: the row is written and the connection ends meanwhile.
        await untilSeen(() => world.control.listFaults().some(({ injected }) => injected > 0), push)
        push.child.kill('SIGSTOP')
        await settled(world)
        if (sleep === 1) await wait(longestMs)
        end()
        const rows = world.control.countLeads()
        const wokenMs = performance.now()
        push.child.kill('SIGCONT')
        if (await untilSeen(() => world.control.countLeads() > rows, push)) awakeMs.push(performance.now() - wokenMs)
        notes.count('sleeps', 1)
      }
      const { code, stderr } = await push.ended
      notes.expect(code === 0, `exit code ${String(code)}: ${stderr.slice(-500)}`)
      const slowestMs = Math.round(Math.max(...awakeMs))
      notes.count('ms until the next row after the slowest waking', slowestMs)
      notes.expect(slowestMs <= mostToWakeMs, `${slowestMs} ms until the next row after waking`)
      await noteOneRun(notes, world)
      notes.expectSame('sleeps', notes.sighting().figures['sleeps'], sleeps)
      await noteEnd(notes, world, leads)
    })
    return notes.sighting()
  },
}

/** What was under way was asked about; nothing was sent again, and no second run began. */
async function noteOneRun(notes: Notes, world: ProcessWorld): Promise<void> {
  await inData(world, ({ data }) => {
    notes.expectSame('runs', data.runs.list({ kind: 'push' }).length, 1)
    const asked = data.activity.list({ name: 'd365_lead_state_unknown', limit: 1 })
    notes.expect(asked.length > 0, 'nothing was under way when it fell asleep')
  })
  notes.expectSame('leads sent again after a sleep', await leadsSentTwice(world), 0)
}

/** Milliseconds from the start of the process until D365 hears from it. */
async function untilFirstCall({ control }: ProcessWorld, push: PushProcess): Promise<number> {
  const startedMs = performance.now()
  let next = (control.log().at(-1)?.sequence ?? -1) + 1
  const isCalled = (): boolean => {
    const fresh = control.log(next)
    next += fresh.length
    return fresh.some(({ url }) => url.startsWith('/api/data/'))
  }
  await untilSeen(isCalled, push)
  return performance.now() - startedMs
}

const ROWS_PER_REQUEST = 100
/** A run never has more requests under way than D365 recommends. */
const mostUnderWay = ({ control }: ProcessWorld): number => control.limits().degreeOfParallelism * ROWS_PER_REQUEST

const openAttempts = (world: ProcessWorld): Promise<number> =>
  inData(world, ({ data }) => data.attempts.listOpen().length)

const leadsSentTwice = (world: ProcessWorld): Promise<number> =>
  inData(world, ({ data, tenant }) => {
    const scope = { tenantId: tenant.id, organizationId: data.tenants.get(tenant.id)?.organizationId ?? '' }
    let twice = 0
    for (let after: string | null = null; ;) {
      const slice = data.leads.slice(scope, { after, limit: 1000 })
      for (const { lead } of slice) twice += data.attempts.listFor(tenant.id, lead.domain).length > 1 ? 1 : 0
      after = slice.at(-1)?.lead.domain ?? null
      if (slice.length < 1000) return twice
    }
  })

/** Until the sandbox has finished what it had begun. */
async function settled({ control }: ProcessWorld): Promise<void> {
  for (let rows = -1; rows !== control.countLeads();) {
    rows = control.countLeads()
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
