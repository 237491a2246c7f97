import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { json, openWire, refusal, rows, type Wire } from './wire.ts'
import type { SandboxControl } from '../../../src/sandbox/faults/sandbox-control.ts'

let wire: Wire
let control: SandboxControl
beforeAll(async () => {
  wire = await openWire()
  if (!wire.sandbox.control) throw new Error('the control was asked for')
  control = wire.sandbox.control
  // Signing in is a request too; it must not meet the faults that are meant for others.
  await wire.token()
})
afterAll(async () => wire[Symbol.asyncDispose]())
afterEach(() => {
  control.clearFaults()
  control.clearLog()
})

const create = (subject: string) => wire.api('leads', { method: 'POST', body: { subject } })
const stored = () => control.leads().map((lead) => lead['subject'])

/** What a client sees of a torn connection: an error of the socket, never an answer. */
const torn = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? 'no code'
  }
  return 'an answer'
}

describe('a connection that breaks', () => {
  it('after a truncated answer, with the work done and the server alive', async () => {
    control.addFault({ fault: { kind: 'truncate' }, count: 1 })
    expect(await torn(create('truncated'))).toBe('ECONNRESET')
    expect(stored()).toContain('truncated')
    expect((await wire.api('WhoAmI')).status).toBe(200)
  })

  it('in the middle of a body: the head came whole', async () => {
    control.addFault({ fault: { kind: 'truncate' }, count: 1 })
    expect(await torn(wire.api('WhoAmI'))).toBe('ECONNRESET')
    expect(control.log().at(-1)).toMatchObject({ status: 200, processed: true, fault: { kind: 'truncate' } })
  })

  it('before the commit: nothing is stored', async () => {
    control.addFault({ fault: { kind: 'cut-before-commit' }, count: 1 })
    expect(await torn(create('cut before'))).toBe('ECONNRESET')
    expect(stored()).not.toContain('cut before')
    expect(control.log().at(-1)).toMatchObject({ processed: false, status: null })
  })

  it('after the commit: the row is there though nobody was told', async () => {
    control.addFault({ fault: { kind: 'cut-after-commit' }, count: 1 })
    expect(await torn(create('cut after'))).toBe('ECONNRESET')
    expect(stored()).toContain('cut after')
    expect(control.log().at(-1)).toMatchObject({ processed: true, status: null })
  })
})
