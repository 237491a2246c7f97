import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Harness } from '../core-harness.ts'
import { onWrites } from './faults-on-writes.ts'
import { judgeExport, judgeHalfExport, prepareExport } from './half-exports.ts'
import { IMPORTED, NAMED_STEPS, WORK, type NamedStep } from './named-steps.ts'
import { inData, inProcessWorld, noteEnd, type ProcessWorld } from './push-process.ts'
import { Notes, type Trial } from './trial.ts'

const CHILD = join(import.meta.dirname, 'named-step-child.ts')

/** F2: each step that has a name, every time. */
export const killedAtNamedSteps: Trial<{ readonly leads: number }> = {
  fault: 'F2',
  claim:
    'killed around claim, sending and mark, in the middle of an import, an export, a decision and a migration: the next start finds the state before or after, never between',
  inSuite: { leads: 3 },
  inSoak: { leads: 500 },
  run: async ({ leads }) => {
    const notes = new Notes()
    for (const [name, step] of Object.entries(NAMED_STEPS))
      await inProcessWorld({ leads: leadsBefore(step, leads) }, async (world) => {
        if (step.work === 'export') await inData(world, prepareExport)
        notes.expectSame(`killed ${name}`, await endOf(start(world, name)), 'SIGKILL')
        await inData(world, async (harness) => {
          await judgeBetween(notes, harness, name)
          if (step.work !== 'migration') await WORK[step.work](harness)
          await judgeAfter(notes, harness, step)
        })
        if (step.work === 'push') await noteEnd(notes, world, leads)
        notes.count('steps', 1)
      })
    for (const afterCommit of [false, true])
      await inProcessWorld({ leads }, async (world) => {
        const end = onWrites(world.control, { kind: 'silence', afterCommit })
        // The answer that it waits for never comes, so this step is never reached.
        const child = start(world, 'reply read')
        await untilSent(world)
        child.kill('SIGKILL')
        notes.expectSame('killed after the bytes were sent', await endOf(child), 'SIGKILL')
        end()
        await inData(world, WORK.push)
        await noteEnd(notes, world, leads)
        notes.count('steps', 1)
      })
    return notes.sighting()
  },
}

/** Leads that a migration finds, and must leave. */
const KEPT = 5

function leadsBefore({ work }: NamedStep, pushed: number): number {
  if (work === 'push') return pushed
  return work === 'migration' ? KEPT : 0
}

const start = ({ dataDir, sandbox }: ProcessWorld, name: string): ChildProcess =>
  spawn(process.execPath, [CHILD, dataDir, JSON.stringify(sandbox.info), name], { stdio: 'inherit' })

async function endOf(child: ChildProcess): Promise<number | string | null> {
  const ended = child.exitCode ?? child.signalCode
  if (ended !== null) return ended
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null]
  return signal ?? code
}

/** Until a write has arrived and gets no answer. */
async function untilSent({ control }: ProcessWorld): Promise<void> {
  while (control.listFaults().every(({ injected }) => injected === 0)) await wait(1)
}

/** What a kill left behind, before the next start does anything. */
async function judgeBetween(notes: Notes, harness: Harness, name: string): Promise<void> {
  const { data, core } = harness
  const work = NAMED_STEPS[name]?.work
  if (work === 'export') await judgeHalfExport(notes, harness, name)
  const leads = countLeads(data)
  if (name === 'before an import') notes.expectSame('leads before an import', leads, 0)
  if (name === 'mid-import')
    notes.expect(leads > 0 && leads < IMPORTED && leads % 500 === 0, `${leads} leads mid-import`)
  if (work !== 'decision') return
  const entries = await core.gate.log()
  notes.expectSame(`entries after ${name}`, entries.ok && entries.value.length, name === 'mid-append' ? 0 : 1)
}

async function judgeAfter(notes: Notes, harness: Harness, { work }: NamedStep): Promise<void> {
  const { data, ports } = harness
  if (work === 'export') await judgeExport(notes, harness)
  if (work === 'import') notes.expectSame('leads after the import', countLeads(data), IMPORTED)
  if (work === 'migration') notes.expectSame('leads after half a migration', countLeads(data), KEPT)
  if (work !== 'decision') return
  const hashes = (entries: readonly { readonly hash: string }[]) => entries.map(({ hash }) => hash)
  notes.expectSame('the checkpoint file', hashes(ports.sidecar.read().entries), hashes(data.decisions.list()))
}

function countLeads({ leads, tenants }: Harness['data']): number {
  const [tenant] = tenants.list()
  const scope = { tenantId: tenant?.id ?? '', organizationId: tenant?.organizationId ?? '' }
  return leads.slice(scope, { after: null, limit: 10_000 }).length
}
