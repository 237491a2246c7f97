import { describe, expect, it } from 'vitest'
import { createKeychainSecretStore } from '../../../src/adapters/keychain/keychain-secret-store.ts'
import { createMemorySecretStore } from '../../../src/adapters/keychain/memory-secret-store.ts'
import type { Keytar } from '../../../src/adapters/keychain/load-keytar.ts'
import { SecretStoreUnavailable } from '../../../src/core/ports/secret-store.ts'

const SECRET = 'the-canary-secret'

/** A keychain whose every answer the test decides. */
function keychainOf(answers: Partial<Keytar>): Keytar {
  const refuse = () => Promise.reject(new Error('not expected'))
  return { getPassword: refuse, setPassword: refuse, deletePassword: refuse, ...answers }
}

const storeOn = (loadKeytar: () => Promise<Keytar>, deadlineMs = 1_000) =>
  createKeychainSecretStore({ loadKeytar, service: 'test', platform: 'linux', deadlineMs })

describe('a keychain that cannot be used', () => {
  it('is unavailable with a remedy, not a crash, when its library is missing', async () => {
    const store = storeOn(() => Promise.reject(new Error('Failed to load keytar native addon, checked […]')))
    expect(await store.availability()).toMatchObject({
      isAvailable: false,
      why: 'The keychain library could not be loaded.',
      remedy: expect.stringContaining('libsecret-1-0') as string,
      tr: { why: 'Anahtarlık kitaplığı yüklenemedi.', remedy: expect.stringContaining('libsecret-1-0') as string },
    })
    await expect(store.set('a', SECRET)).rejects.toThrow(SecretStoreUnavailable)
  })

  it('says so in plain words when no Secret Service answers', async () => {
    const noBus = () => Promise.reject(new Error('Cannot autolaunch D-Bus without X11 $DISPLAY'))
    const store = storeOn(() => Promise.resolve(keychainOf({ getPassword: noBus, setPassword: noBus })))
    expect(await store.availability()).toMatchObject({ why: 'No Secret Service answers on this machine.' })
    const failure = await store.set('a', SECRET).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(SecretStoreUnavailable)
    expect(String(failure)).toMatch(/gnome-keyring or KWallet/)
    expect(String(failure)).not.toContain(SECRET)
  })

  it('is given up at the deadline when it stays silent, calls waiting behind it included', async () => {
    const silent = () => new Promise<never>(() => undefined)
    const store = storeOn(() => Promise.resolve(keychainOf({ getPassword: silent, deletePassword: silent })), 20)
    await expect(store.get('a')).rejects.toThrow(/did not answer in time/)
    await expect(store.delete('a')).rejects.toThrow(/did not answer in time/)
    expect(await store.availability()).toMatchObject({ isAvailable: false })
  })

  it('is tried anew by the next call, so that a mended machine needs no restart', async () => {
    let tries = 0
    const store = storeOn(() => {
      tries += 1
      return tries === 1
        ? Promise.reject(new Error("Cannot find module 'keytar'"))
        : Promise.resolve(keychainOf({ getPassword: () => Promise.resolve('found') }))
    })
    await expect(store.get('a')).rejects.toThrow(SecretStoreUnavailable)
    expect(await store.get('a')).toBe('found')
  })
})

it('a slow call on one account holds up that account and no other', async () => {
  let finish = () => {}
  const slow = new Promise<void>((resolve) => (finish = resolve))
  const order: string[] = []
  const store = storeOn(() =>
    Promise.resolve(
      keychainOf({
        setPassword: async (_service, account, secret) => {
          if (secret === 'slow') await slow
          order.push(`${account} ${secret}`)
        },
      }),
    ),
  )
  const both = [store.set('a', 'slow'), store.set('a', 'quick')]
  await store.set('b', 'quick')
  finish()
  await Promise.all(both)
  expect(order).toEqual(['b quick', 'a slow', 'a quick'])
})

it('the store in memory can stand for a machine without a keychain', async () => {
  const store = createMemorySecretStore({ unavailable: { why: 'None here.', remedy: 'Install one.' } })
  expect(await store.availability()).toEqual({ isAvailable: false, why: 'None here.', remedy: 'Install one.' })
  await expect(store.get('a')).rejects.toThrow(SecretStoreUnavailable)
})
