import type { SandboxControl } from '../../../src/sandbox/faults/sandbox-control.ts'
import type { Notes } from './trial.ts'

/** What somebody made happen at every write of a lead: a flow, a mail to the sales team. */
export function registerSteps(control: SandboxControl): void {
  control.processingSteps(
    ['Create', 'Update'].map((message) => ({
      name: `Tell the sales team: ${message}`,
      message,
      table: 'lead',
      stage: 40,
      isAsynchronous: true,
      isEnabled: true,
    })),
  )
}

/** Since the steps were registered each of so many leads has been written, once. */
export function noteSideEffects(notes: Notes, control: SandboxControl, leads: number): void {
  const fired = control.firedSteps()
  const records = new Set(fired.map(({ recordId }) => recordId))
  notes.expectSame('plug-in steps that ran, and rows they ran for', [fired.length, records.size], [leads, leads])
}
