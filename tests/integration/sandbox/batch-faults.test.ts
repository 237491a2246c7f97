import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { partStatuses, sendBatch, type BatchRequest } from './batch-body.ts'
import { openWire, type Wire } from './wire.ts'
import type { SandboxControl } from '../../../src/sandbox/faults/sandbox-control.ts'

let wire: Wire
let control: SandboxControl
let before: number
beforeAll(async () => {
  wire = await openWire()
  control = wire.sandbox.control!
  await wire.token()
})
afterAll(async () => wire[Symbol.asyncDispose]())
afterEach(() => {
  control.clearFaults()
  control.clearLog()
})

const create = (subject: string): BatchRequest => ({ method: 'POST', path: 'leads', body: { subject } })
const three = [create('first'), create('second'), create('third')]
const account: BatchRequest = { method: 'POST', path: 'accounts', body: { name: 'spared' } }
/** Subjects of the leads that the batch made. */
const made = () =>
  control
    .leads()
    .slice(before)
    .map((lead) => lead['subject'])
const batch = (items: Parameters<typeof sendBatch>[1], headers: Record<string, string> = {}) => {
  before = control.countLeads()
  return sendBatch(wire, items, headers)
}
const secondLead = { match: { table: 'lead' }, skip: 1, count: 1 }

describe('a fault by table meets the parts of a batch', () => {
  it('one by one: the part fails, the batch ends there, and the log names the part', async () => {
    const { id } = control.addFault({ ...secondLead, fault: { kind: 'status', status: 503 } })
    const answer = await batch([account, ...three])
    expect([answer.status, partStatuses(answer), made()]).toEqual([503, [204, 204, 503], ['first']])
    expect(control.log().at(-1)).toMatchObject({ fault: null, partFaults: [{ part: 3, ruleId: id, kind: 'status' }] })
    expect(control.listFaults()).toMatchObject([{ matched: 2, injected: 1 }])
  })

  it('and the others go on where the client wants that', async () => {
    control.addFault({ ...secondLead, fault: { kind: 'status', code: '0x80044150' } })
    const answer = await batch(three, { Prefer: 'odata.continue-on-error' })
    expect([answer.status, partStatuses(answer), made()]).toEqual([200, [204, 500, 204], ['first', 'third']])
  })

  it('and undoes the change set that the part belongs to', async () => {
    control.addFault({ ...secondLead, fault: { kind: 'status', status: 500 } })
    const answer = await batch([three, account], { Prefer: 'odata.continue-on-error' })
    expect([partStatuses(answer), made()]).toEqual([[500, 204], []])
  })

  it('after the commit, where that is asked for', async () => {
    control.addFault({ ...secondLead, fault: { kind: 'status', status: 500, afterCommit: true } })
    expect(partStatuses(await batch(three))).toEqual([204, 500])
    expect(made()).toEqual(['first', 'second'])
  })

  it.each([
    ['cut-before-commit', ['first']],
    ['cut-after-commit', ['first', 'second', 'third']],
    ['truncate', ['first', 'second', 'third']],
  ] as const)('by %s: no answer comes, and what was done before is done', async (kind, rows) => {
    control.addFault({ ...secondLead, fault: { kind } })
    await expect(batch(three)).rejects.toMatchObject({ code: 'ECONNRESET' })
    expect(made()).toEqual(rows)
  })
})

describe('a fault by path', () => {
  it('meets the part that is addressed', async () => {
    control.addFault({ match: { path: '/api/data/v9.2/accounts' }, fault: { kind: 'status', status: 403 } })
    expect(partStatuses(await batch([create('first'), account]))).toEqual([204, 403])
  })

  it('meets a change set’s part behind its reference', async () => {
    control.addFault({ match: { method: 'PATCH', pathPattern: '/leads\\(' }, fault: { kind: 'status', status: 412 } })
    const patch = { method: 'PATCH', path: '$1', body: { subject: 'again' } }
    expect(partStatuses(await batch([[create('first'), patch]]))).toEqual([412])
  })

  it('that fits the batch itself counts it once and leaves its parts alone', async () => {
    control.addFault({ match: { path: '/api/data/' }, fault: { kind: 'status', status: 503 }, skip: 1 })
    expect((await batch(three)).status).toBe(200)
    expect((await batch(three)).status).toBe(503)
    expect(control.listFaults()).toMatchObject([{ matched: 2, injected: 1 }])
  })
})
