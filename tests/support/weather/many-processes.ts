import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { tryLockDirectory } from '../../../src/adapters/sqlite/directory-lock.ts'
import { inProcessWorld, noteEnd, type ProcessWorld } from './push-process.ts'
import { Notes, type Trial } from './trial.ts'

/** F20: many processes want the same data directory at once, by its name and by another. */
export const manyProcesses: Trial<{
  readonly leads: number
  readonly processes: number
  readonly races: number
  /** From its start to its exit, for one that comes alone; judged where nothing else works on the machine. */
  readonly mostToRefuseMs: number
}> = {
  fault: 'F20',
  claim:
    'of many processes that start on one data directory at once, one at a time pushes; the others are refused within a second and name it',
  inSuite: { leads: 2_000, processes: 5, races: 1, mostToRefuseMs: 60_000 },
  inSoak: { leads: 3_000, processes: 20, races: 200, mostToRefuseMs: 1_000 },
  run: async ({ leads, processes, races, mostToRefuseMs }) => {
    const notes = new Notes()
    const refusedMs: number[] = []
    for (let race = 0; race < races; race += 1)
      await inProcessWorld({ leads }, async (world) => {
        const alias = `${world.dataDir}-alias`
        symlinkSync(world.dataDir, alias)
        const fence = fenceOf(world)
        const ended = await Promise.all(
          Array.from({ length: processes }, (_none, at) => world.startPush(at % 2 === 0 ? world.dataDir : alias).ended),
        )
        const codes = ended.map(({ code }) => code)
        const won = codes.filter((code) => code === 0).length
        notes.expect(won > 0, `nobody pushed: ${codes.join(', ')}`)
        notes.expect(
          codes.every((code) => code === 0 || code === 2),
          `exit codes ${codes.join(', ')}`,
        )
        const refused = ended.filter(({ code }) => code === 2)
        notes.expect(
          refused.every(({ stdout }) => stdout.includes('directory_held')),
          'a refusal for another reason',
        )
        notes.expectSame('openings for writing', fenceOf(world) - fence, won)
        notes.count('refused', refused.length)
        refusedMs.push(await msToRefuse(world))
        await noteEnd(notes, world, leads)
      })
    const slowMs = Math.round(Math.max(...refusedMs))
    notes.count('ms until a process that comes alone is refused, at most', slowMs)
    notes.expect(slowMs <= mostToRefuseMs, `${slowMs} ms until a process was refused`)
    return notes.sighting()
  },
}

/** The number of the newest writer (docs/adr/0012-directory-lock.md). */
function fenceOf({ dataDir }: ProcessWorld): number {
  const db = new Database(join(dataDir, 'console.sqlite'), { readonly: true })
  const fence = db.prepare('SELECT fence FROM writer_lease').pluck().get()
  db.close()
  return Number(fence)
}

async function msToRefuse({ dataDir, startPush }: ProcessWorld): Promise<number> {
  const holder = { pid: process.pid, kind: 'window', since: new Date().toISOString() } as const
  const lock = tryLockDirectory({ directory: dataDir, holder })
  if (!lock.ok) throw new Error('The data directory is still held.')
  const startedMs = performance.now()
  const { code } = await startPush().ended
  lock.release()
  if (code !== 2) throw new Error(`Not refused: exit code ${String(code)}.`)
  return performance.now() - startedMs
}
