import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { json, openWire, type Json, type Wire } from './wire.ts'

let wire: Wire
beforeAll(async () => {
  wire = await openWire()
  // Signing in is a request too; it must not meet the faults that are meant for others.
  await wire.token()
})
afterAll(async () => wire[Symbol.asyncDispose]())

/** Codes that only the platform's own troubles bring about: a fault that names the code brings its status and text. */
const troubles: readonly (readonly [code: string, status: number, text: RegExp])[] = [
  ['0x8006088A', 400, /Web API/],
  ['0x80048D02', 404, /not be found/],
  ['0x80041102', 400, /MetadataCache/],
  ['0x80041103', 400, /attribute/],
  ['0x80073002', 500, /unique/],
  ['0x80060883', 400, /RowVersion/],
  ['0x8006088D', 400, /concurrency/],
  ['0x80048405', 403, /denied/],
  ['0x8004020D', 403, /rights/],
  ['0x8004F502', 403, /create/],
  ['0x8004F504', 403, /read/],
  ['0x8004F507', 403, /update/],
  ['0x80044302', 401, /authenticated/],
  ['0x80041D50', 401, /invalid/],
  ['0x80041D52', 401, /expired/],
  ['0x8005F101', 401, /expired/],
  ['0x8005F103', 429, /throttled/],
  ['0x80044150', 500, /Sql Number: 1205/],
  ['0x80044151', 500, /Sql Number: -2/],
  ['0x80044339', 500, /lock/],
  ['0x8004ED47', 500, /lock/],
  ['0x80040216', 500, /unexpected/],
  ['0x80040265', 400, /plug-in/],
  ['0x80040224', 500, /ISV/],
  ['0x80081111', 500, /2:20/],
  ['0x8004418D', 500, /Sandbox Worker/],
  ['0x8004A104', 503, /disabled/],
  ['0x8004A113', 403, /administration/],
  ['0x8004D24B', 403, /License/],
  ['0x80071151', 500, /solution/],
]

describe('a fault brings about', () => {
  it.each(troubles)('%s with status %i', async (code, status, text) => {
    wire.sandbox.control!.addFault({ fault: { kind: 'status', code }, count: 1 })
    const answer = await wire.api('leads', { method: 'POST', body: { subject: 'never' } })
    const error = json(answer)['error'] as Json
    expect({ status: answer.status, code: error['code'] }).toEqual({ status, code })
    expect(String(error['message'])).toMatch(text)
  })
})
