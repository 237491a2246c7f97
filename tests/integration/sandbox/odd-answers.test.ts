import { connect } from 'node:tls'
import { readFileSync } from 'node:fs'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { json, openWire, rows, type Wire } from './wire.ts'
import type { FaultRequest } from '../../../src/sandbox/faults/fault-rule.ts'

let wire: Wire
let control: NonNullable<Wire['sandbox']['control']>
beforeAll(async () => {
  wire = await openWire()
  control = wire.sandbox.control!
  await wire.token()
})
afterAll(async () => wire[Symbol.asyncDispose]())
afterEach(() => {
  control.clearFaults()
  control.clearLog()
  control.sabotage({
    createsDuplicates: false,
    ignoresConditions: false,
    answersAnotherId: false,
    neverThrottles: false,
  })
  control.sabotage({ acceptsAnySecret: false, losesOneIn: 0, dropsOneIn: 0 })
})

const once = (fault: FaultRequest['fault']) => control.addFault({ fault, count: 1 })
const create = (subject: string) => wire.api('leads', { method: 'POST', body: { subject } })
const stored = () => control.leads().map((lead) => lead['subject'])

describe('an odd answer', () => {
  it.each([
    ['html', 502, 'text/html', /^<html>.*502 Bad Gateway.*<\/html>$/s],
    ['message', 500, 'application/json', /^\{"Message":"An error has occurred\."\}$/],
    ['empty', 500, undefined, /^$/],
    ['junk', 200, 'application/json', /^\{"@odata\.context":"https:\/\/$/],
  ] as const)('of kind %s comes instead of the work', async (kind, status, type, body) => {
    once({ kind })
    const answer = await create(`odd ${kind}`)
    expect(answer.status).toBe(status)
    expect(answer.headers['content-type'] ?? '').toContain(type ?? '')
    expect(answer.text).toMatch(body)
    expect(stored()).not.toContain(`odd ${kind}`)
    expect(control.log().at(-1)).toMatchObject({ status, processed: false, fault: { kind } })
  })

  it('can be late, after the work or before it', async () => {
    once({ kind: 'delay', delayMs: 40 })
    const startedMs = performance.now()
    expect((await create('late')).status).toBe(204)
    expect(performance.now() - startedMs).toBeGreaterThan(35)
  })

  it('can drip, and is whole in the end', async () => {
    once({ kind: 'drip', intervalMs: 1 })
    const answer = await wire.api('WhoAmI')
    expect(answer.status).toBe(200)
    expect(json(answer)['UserId']).toMatch(/^[0-9a-f-]{36}$/)
    expect(control.log().at(-1)!.durationMs).toBeGreaterThan(answer.text.length / 2)
  })

  it('can be silence, which ends with the client and is on record', async () => {
    once({ kind: 'silence', afterCommit: true })
    const token = await wire.token()
    const { baseUrl, caPath } = wire.sandbox.info
    const { hostname, port } = new URL(baseUrl)
    const socket = connect({ host: hostname, port: Number(port), ca: readFileSync(caPath) })
    const body = '{"subject":"silent"}'
    socket.write(
      `POST /api/data/v9.2/leads HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAuthorization: Bearer ${token}\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    )
    await until(() => stored().includes('silent'))
    expect(control.log()).toEqual([])
    socket.destroy()
    await until(() => control.log().length > 0)
    expect(control.log()).toMatchObject([{ status: null, processed: true, fault: { kind: 'silence' } }])
  })

  it('can be any status, with a wait that is no number', async () => {
    once({ kind: 'status', status: 418, code: '0x80040216', retryAfter: 'soon' })
    const answer = await wire.api('WhoAmI')
    expect({ status: answer.status, wait: answer.headers['retry-after'] }).toEqual({ status: 418, wait: 'soon' })
  })
})

/** Waits for what another connection brings about; a request in between gives it time. */
const until = async (isSo: () => boolean): Promise<void> => {
  for (let tries = 0; !isSo() && tries < 2_000; tries += 1) await new Promise((resolve) => setImmediate(resolve))
  expect(isSo()).toBe(true)
}

describe('sabotage', () => {
  const id = '00000000-0000-4000-8000-00000000abcd'
  const createOnly = () =>
    wire.api(`leads(${id})`, { method: 'PATCH', body: { subject: 'twin' }, headers: { 'If-None-Match': '*' } })

  it('makes a second row where a conditional create should be refused', async () => {
    await createOnly()
    expect((await createOnly()).status).toBe(412)
    control.sabotage({ createsDuplicates: true })
    expect((await createOnly()).status).toBe(204)
    expect(stored().filter((subject) => subject === 'twin')).toHaveLength(2)
  })

  it('overlooks conditions', async () => {
    await createOnly()
    control.sabotage({ ignoresConditions: true })
    const stale = { method: 'PATCH', body: { subject: 'overwritten' }, headers: { 'If-Match': 'W/"1"' } }
    expect((await wire.api(`leads(${id})`, stale)).status).toBe(204)
  })

  it('answers an id that is not the row’s', async () => {
    control.sabotage({ answersAnotherId: true })
    const address = String((await create('elsewhere')).headers['odata-entityid'])
    expect((await wire.api(address.replace(/^.*\/v9\.2\//, ''))).status).toBe(404)
    expect(stored()).toContain('elsewhere')
  })

  it('loses every second row that it says it has made', async () => {
    control.sabotage({ losesOneIn: 2 })
    const before = control.countLeads()
    for (const subject of ['a', 'b', 'c', 'd']) expect((await create(subject)).status).toBe(204)
    expect(control.countLeads()).toBe(before + 2)
  })

  it('leaves rows out of answers', async () => {
    const all = rows(await wire.api('leads?$select=leadid')).length
    control.sabotage({ dropsOneIn: 2 })
    expect(rows(await wire.api('leads?$select=leadid'))).toHaveLength(Math.ceil(all / 2))
  })

  it('never throttles', async () => {
    control.limits({ requests: 0 })
    expect((await wire.api('WhoAmI')).status).toBe(429)
    control.sabotage({ neverThrottles: true })
    expect((await wire.api('WhoAmI')).status).toBe(200)
    control.limits({ requests: 6_000 })
  })
})
