import Database from 'better-sqlite3'
import { readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startSandbox } from '../../../src/sandbox/start-sandbox.ts'
import { StoreHeldError } from '../../../src/sandbox/store/store-held-error.ts'
import { makeTempDir, type TempDir } from '../../support/temp-dir.ts'
import { json, openWire, type Wire } from './wire.ts'

let dir: TempDir
beforeEach(() => {
  dir = makeTempDir()
})
afterEach(() => dir.remove())

const store = () => path.join(dir.path, 'sandbox')
const identity = async (wire: Wire) => {
  const { tenantId, clientId, clientSecret } = wire.sandbox.info
  const who = json(await wire.api('WhoAmI'))
  const certificate = wire.sandbox.fingerprint256
  return { tenantId, clientId, clientSecret, certificate, organisation: who['OrganizationId'] }
}
const subjects = (wire: Wire) => wire.sandbox.control?.leads().map((lead) => lead['subject'])

describe('a store directory', () => {
  it('keeps identity, certificate and leads between starts', async () => {
    const first = await openWire({ storeDir: store() })
    const before = await identity(first)
    await first.api('leads', { method: 'POST', body: { subject: 'kept' } })
    await first[Symbol.asyncDispose]()
    await using second = await openWire({ storeDir: store() })
    expect(await identity(second)).toEqual(before)
    expect(subjects(second)).toEqual(['kept'])
  })

  it('loses its leads over a reset, not its identity', async () => {
    const first = await openWire({ storeDir: store() })
    const before = await identity(first)
    await first.api('leads', { method: 'POST', body: { subject: 'lost' } })
    await first[Symbol.asyncDispose]()
    await using second = await openWire({ storeDir: store(), reset: true })
    expect(await identity(second)).toEqual(before)
    expect(subjects(second)).toEqual([])
  })

  it.each(['subject', 'websiteurl', 'emailaddress1'])(
    'finds leads by many values of %s without reading them all',
    async (column) => {
      const wire = await openWire({ storeDir: store() })
      const filter = `Microsoft.Dynamics.CRM.In(PropertyName='${column}',PropertyValues=["a","b"])`
      expect((await wire.api(`leads?$filter=${encodeURIComponent(filter)}`)).status).toBe(200)
      await wire[Symbol.asyncDispose]()
      const db = new Database(path.join(store(), 'sandbox.db'), { readonly: true })
      const question = `EXPLAIN QUERY PLAN SELECT * FROM lead AS t WHERE t.${column} COLLATE NOCASE IN (?, ?) ORDER BY t.leadid LIMIT 9`
      const plan = db.prepare<[string, string], { detail: string }>(question).all('a', 'b')
      db.close()
      expect(plan[0]?.detail).toContain(`SEARCH t USING INDEX lead.${column}`)
    },
  )

  it('is another organisation than the next one', async () => {
    await using one = await openWire({ storeDir: store() })
    await using other = await openWire({ storeDir: path.join(dir.path, 'other') })
    const [mine, theirs] = [await identity(one), await identity(other)]
    for (const [name, value] of Object.entries(mine)) {
      expect(value, name).not.toBe(theirs[name as keyof typeof theirs])
    }
  })

  it.skipIf(process.platform === 'win32')('is readable by its owner alone, the key file too', async () => {
    await using wire = await openWire({ storeDir: store() })
    await wire.api('leads', { method: 'POST', body: { subject: 'private' } })
    expect(statSync(store()).mode & 0o777).toBe(0o700)
    const modes = Object.fromEntries(
      readdirSync(store()).map((name) => [name, statSync(path.join(store(), name)).mode & 0o777]),
    )
    expect(modes).toMatchObject({ 'tls-key.pem': 0o600, 'sandbox.db': 0o600 })
    expect(new Set(Object.values(modes))).toEqual(new Set([0o600]))
  })

  it('is refused to a second holder, who learns who has it; the first serves on', async () => {
    await using first = await openWire({ storeDir: store() })
    const refused = await startSandbox({ storeDir: store() }).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(StoreHeldError)
    expect(refused).toMatchObject({ holder: process.pid, directory: store() })
    expect((await first.api('leads', { method: 'POST', body: { subject: 'still mine' } })).status).toBe(204)
  })
})

describe('an address that is not loopback', () => {
  it('is refused before anything listens, and the store is free again', async () => {
    await expect(startSandbox({ storeDir: store(), host: '0.0.0.0' })).rejects.toThrow(RangeError)
    await using wire = await openWire({ storeDir: store() })
    expect((await wire.api('WhoAmI')).status).toBe(200)
  })
})
