import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createKeychainSecretStore } from '../../src/adapters/keychain/keychain-secret-store.ts'
import { loadKeytar } from '../../src/adapters/keychain/load-keytar.ts'
import { splitLargeSecrets } from '../../src/adapters/keychain/split-secret-store.ts'
import { createMemorySecretStore } from '../../src/adapters/keychain/memory-secret-store.ts'
import type { SecretStore } from '../../src/core/ports/secret-store.ts'

/** Only ever the private service that `npm test` names: a user's own entries are never touched. */
const service = process.env['HUNTER_CONSOLE_KEYCHAIN_SERVICE'] ?? ''
const keychain = createKeychainSecretStore({ loadKeytar, service, platform: process.platform })

async function whyNot(): Promise<string | null> {
  if (service === '') return 'HUNTER_CONSOLE_KEYCHAIN_SERVICE is not set; `npm test` sets it beside a private keychain'
  const state = await keychain.availability()
  return state.isAvailable ? null : state.why
}

const missing = await whyNot()
const stores = [
  { name: 'in memory', open: () => createMemorySecretStore(), skipped: null },
  { name: 'in memory, in parts', open: () => splitLargeSecrets(createMemorySecretStore(), 64), skipped: null },
  { name: 'in the keychain', open: () => keychain, skipped: missing },
  { name: 'in the keychain, in parts', open: () => splitLargeSecrets(keychain, 64), skipped: missing },
]

describe.each(stores)('a secret store $name', ({ open, skipped }) => {
  let store: SecretStore
  let account: string
  const used: string[] = []

  beforeEach((context) => {
    if (skipped !== null) context.skip(`no keychain: ${skipped}`)
    store = open()
    account = `${randomUUID()}:client-secret`
    used.push(account)
  })
  afterEach(async () => {
    if (skipped === null) await store.delete(account)
  })
  afterAll(async () => {
    if (skipped !== null) return
    const left = await Promise.all(used.map((name) => open().get(name)))
    expect(left.filter((secret) => secret !== null)).toEqual([])
  })

  it('says that it can be used, and its name', async () => {
    expect(await store.availability()).toMatchObject({ isAvailable: true, name: expect.any(String) as string })
  })

  it('has nothing where nothing was put', async () => {
    expect(await store.get(account)).toBeNull()
    expect(await store.delete(account)).toBe(false)
  })

  it('gives back exactly what was put in, whatever its characters', async () => {
    const secret = '~8Q ğüşİ"\\\' \n\t{}%=&+/€𝄞'
    await store.set(account, secret)
    expect(await store.get(account)).toBe(secret)
  })

  it('keeps a private key of 2,000 characters', async () => {
    const key = 'MIIEvQIBADANBgkq'.repeat(125)
    await store.set(account, key)
    expect(await store.get(account)).toBe(key)
  })

  it('replaces, and deletes once', async () => {
    await store.set(account, 'first')
    await store.set(account, 'second')
    expect(await store.get(account)).toBe('second')
    expect(await store.delete(account)).toBe(true)
    expect(await store.delete(account)).toBe(false)
    expect(await store.get(account)).toBeNull()
  })

  it('keeps accounts apart', async () => {
    const other = `${account}-2`
    await store.set(account, 'mine')
    await store.set(other, 'other')
    expect(await store.delete(other)).toBe(true)
    expect(await store.get(account)).toBe('mine')
  })

  it('does what one account is asked in the order it was asked', async () => {
    const writes = Array.from({ length: 10 }, (_, index) => store.set(account, `value ${String(index)}`))
    const read = store.get(account)
    const gone = store.delete(account)
    await Promise.all(writes)
    expect(await read).toBe('value 9')
    expect(await gone).toBe(true)
    expect(await store.get(account)).toBeNull()
  })
})
