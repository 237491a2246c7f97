import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { inProcessWorld, noteEnd } from './push-process.ts'
import { Notes, type Trial } from './trial.ts'

const CHILD = join(import.meta.dirname, 'push-step-child.ts')

/** F2: the process dies before each write to local data in turn, until a push gets through unhurt. */
export const killedAtEachStep: Trial<{ readonly leads: number; readonly stride: number }> = {
  fault: 'F2',
  claim:
    'killed before any write to local data, the next start finds the state before or after it, and finishes without a double',
  inSuite: { leads: 3, stride: 17 },
  inSoak: { leads: 5, stride: 1 },
  run: async ({ leads, stride }) => {
    const notes = new Notes()
    const killedAt = (step: number) =>
      inProcessWorld({ leads }, async (world) => {
        const { dataDir, sandbox } = world
        const { signal } = await run(dataDir, sandbox.info, step)
        const after = await run(dataDir, sandbox.info, 0)
        notes.expectSame(`the start after a kill at write ${step}`, after, { code: 0, signal: null })
        await noteEnd(notes, world, leads)
        return signal === 'SIGKILL'
      })
    for (let step = 1; await killedAt(step); step += stride) notes.count('kills', 1)
    notes.expect((notes.sighting().figures['kills'] ?? 0) > 3, 'hardly any write was met')
    return notes.sighting()
  },
}

async function run(dataDir: string, sandboxInfo: object, step: number) {
  const child = spawn(process.execPath, [CHILD, dataDir, JSON.stringify(sandboxInfo), String(step)], {
    stdio: 'inherit',
  })
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null]
  return { code, signal }
}
