import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { formHeaders, json, openWire, refusal, type Wire } from './wire.ts'
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

describe('a fault', () => {
  const statuses = async (calls: number): Promise<number[]> => {
    const seen: number[] = []
    for (let at = 0; at < calls; at += 1) seen.push((await wire.api('WhoAmI')).status)
    return seen
  }

  it('strikes after `skip` requests and `count` times, and says so', async () => {
    const { id } = control.addFault({ fault: { kind: 'status', status: 503 }, skip: 1, count: 2 })
    expect(await statuses(5)).toEqual([200, 503, 503, 200, 200])
    expect(control.listFaults()).toMatchObject([{ id, matched: 5, injected: 2 }])
    expect(control.log().map(({ fault }) => fault?.ruleId ?? null)).toEqual([null, id, id, null, null])
  })

  it('by `rate` repeats with its seed and differs with another', async () => {
    const run = async (seed: number) => {
      control.clearFaults()
      control.addFault({ fault: { kind: 'status', status: 503 }, rate: 0.5, seed })
      return statuses(40)
    }
    const first = await run(7)
    expect(new Set(first)).toEqual(new Set([200, 503]))
    expect(await run(7)).toEqual(first)
    expect(await run(8)).not.toEqual(first)
  })

  it('meets only the method, table and path that it names', async () => {
    control.addFault({ match: { method: 'post', table: 'lead' }, fault: { kind: 'status', status: 500 } })
    expect((await wire.api('leads?$top=1')).status).toBe(200)
    expect((await wire.api('accounts', { method: 'POST', body: { name: 'spared' } })).status).toBe(204)
    expect((await create('met')).status).toBe(500)
    expect(stored()).not.toContain('met')
  })

  it('tells when to come back, in seconds or as a date', async () => {
    const status = { kind: 'status', status: 429, code: '0x80072322' } as const
    control.addFault({ fault: { ...status, retryAfter: 7 }, count: 1 })
    control.addFault({ fault: { ...status, retryAfter: 'date:60' }, count: 1 })
    const [seconds, date] = [await wire.api('WhoAmI'), await wire.api('WhoAmI')]
    expect([seconds.status, seconds.headers['retry-after']]).toEqual([429, '7'])
    expect(date.headers['retry-after']).toMatch(/GMT$/)
    expect(seconds.text).toContain('0x80072322')
  })

  it('with `afterCommit` does the work that it denies', async () => {
    control.addFault({ fault: { kind: 'status', status: 500, afterCommit: true }, count: 1 })
    expect((await create('denied')).status).toBe(500)
    expect(stored()).toContain('denied')
  })
})

describe('a faulted status sounds like the real one', () => {
  it.each([
    [400, '0x80040203'],
    [403, '0x80040220'],
    [404, '0x80040217'],
    [405, '0x80060888'],
    [409, '0x8006088a'],
    [412, '0x80060882'],
    [413, '0x8006088a'],
    [429, '0x80072322'],
    [500, '0x80040216'],
    [501, '0x80040800'],
    [502, '0x80040216'],
    [503, '0x80040216'],
    [504, '0x80040216'],
  ])('%i by the code %s', async (status, code) => {
    control.addFault({ fault: { kind: 'status', status }, count: 1 })
    expect(refusal(await wire.api('WhoAmI'))).toBe(`${status} ${code}`)
  })

  it('401 as text with the challenge, and with it where a code is named', async () => {
    const { headers, ...real } = await wire.send('/api/data/v9.2/WhoAmI')
    control.addFault({ fault: { kind: 'status', status: 401 }, count: 1 })
    control.addFault({ fault: { kind: 'status', code: '0x80041d52' }, count: 1 })
    const [plain, coded] = [await wire.api('WhoAmI'), await wire.api('WhoAmI')]
    expect([plain.status, plain.text]).toEqual([real.status, real.text])
    expect(refusal(coded)).toBe('401 0x80041d52')
    for (const answer of [plain, coded]) {
      expect(answer.headers['www-authenticate']).toBe(headers['www-authenticate'])
    }
    expect(plain.headers['content-type']).toBe(headers['content-type'])
  })

  it.each([
    [{ status: 400 }, '400 invalid_request', 900144, undefined],
    [{ status: 401 }, '401 invalid_client', 7000215, undefined],
    [{ status: 429 }, '429 temporarily_unavailable', 90055, '60'],
    [{ status: 429, retryAfter: 7 }, '429 temporarily_unavailable', 90055, '7'],
    [{ status: 500 }, '500 temporarily_unavailable', 90033, undefined],
    [{ status: 503 }, '503 temporarily_unavailable', 90033, undefined],
    [{ code: 'AADSTS90024' }, '503 temporarily_unavailable', 90024, undefined],
    [{ code: '0x80044150' }, '503 temporarily_unavailable', 90033, undefined],
  ])('%j at the token endpoint is told in the words of Entra', async (fault, told, number, wait) => {
    control.addFault({ match: { pathPattern: '/oauth2/' }, fault: { kind: 'status', ...fault }, count: 1 })
    const path = `/${wire.sandbox.info.tenantId}/oauth2/v2.0/token`
    const answer = await wire.send(path, {
      method: 'POST',
      headers: formHeaders,
      body: 'grant_type=client_credentials',
    })
    expect(json(answer)).toMatchObject({ error_codes: [number] })
    expect([`${answer.status} ${String(json(answer)['error'])}`, answer.headers['retry-after']]).toEqual([told, wait])
    expect(json(answer)['error_description']).toMatch(new RegExp(`^AADSTS${number}: .*Trace ID: `))
  })
})

describe('the control endpoint', () => {
  const pathOf = ({ sandbox }: Wire): string => new URL(sandbox.info.controlUrl ?? '').pathname
  const post = (body: unknown) =>
    wire.send(`${pathOf(wire)}/faults`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body })

  it('adds, lists and removes faults', async () => {
    expect((await post({ fault: { kind: 'status', status: 503 }, count: 1 })).status).toBe(201)
    expect(control.listFaults()).toHaveLength(1)
    expect((await wire.api('WhoAmI')).status).toBe(503)
    expect((await wire.send(`${pathOf(wire)}/faults`, { method: 'DELETE' })).text).toBe('{"removed":1}')
    expect(control.listFaults()).toEqual([])
  })

  it.each([
    [{ fault: { kind: 'explode' } }],
    [{ fault: {} }],
    [{ fault: { kind: 'status', stauts: 500 } }],
    [{ fault: { kind: 'status' }, match: { pathPattern: '(' } }],
    ['{"fault":'],
  ])('answers 400 to %j and adds nothing', async (body) => {
    expect((await post(body)).status).toBe(400)
    expect(control.listFaults()).toEqual([])
  })

  it('opens to nobody who was not told its path, which is another at every start', async () => {
    await using second = await openWire()
    const guesses = ['/control/log', '/control//log', `${pathOf(second)}/log`, `${pathOf(wire)}log`]
    const statuses = await Promise.all(guesses.map(async (path) => (await wire.send(path)).status))
    expect(statuses).toEqual([404, 404, 404, 404])
    expect((await wire.send(`${pathOf(wire)}/log`)).status).toBe(200)
    expect(pathOf(wire)).toMatch(/^\/control\/[0-9a-f]{32}$/)
  })

  it('is not there unless it was asked for', async () => {
    await using closed = await openWire({ control: false })
    expect((await closed.send('/control/log')).status).toBe(404)
    expect(closed.sandbox.info.controlUrl).toBeNull()
  })
})
