import { describe, expect, it } from 'vitest'
import { createMemorySecretStore } from '../../../src/adapters/keychain/memory-secret-store.ts'
import { splitLargeSecrets, WINDOWS_ENTRY_BYTES } from '../../../src/adapters/keychain/split-secret-store.ts'
import type { SecretStore } from '../../../src/core/ports/secret-store.ts'

const KEY = 'MIIJQgIBADANBgkq'.repeat(210)

/** A keychain whose entries are counted and as small as Windows' are; `failAt` makes the n-th write fail. */
function smallEntries() {
  const memory = createMemorySecretStore()
  const accounts = new Set<string>()
  const state = { failAt: Number.POSITIVE_INFINITY, writes: 0 }
  const store: SecretStore = {
    ...memory,
    set: (account, secret) => {
      state.writes += 1
      if (state.writes >= state.failAt) return Promise.reject(new Error('power cut'))
      if (Buffer.byteLength(secret) > WINDOWS_ENTRY_BYTES) return Promise.reject(new Error('too large'))
      accounts.add(account)
      return memory.set(account, secret)
    },
    delete: (account) => {
      accounts.delete(account)
      return memory.delete(account)
    },
  }
  return { split: splitLargeSecrets(store, WINDOWS_ENTRY_BYTES), accounts, state }
}

describe('a private key larger than one entry', () => {
  it('is kept in parts, read whole, replaced without a rest and deleted without a rest', async () => {
    const { split, accounts } = smallEntries()
    await split.set('t:certificate-key', KEY)
    expect(accounts.size).toBe(3)
    expect(await split.get('t:certificate-key')).toBe(KEY)
    await split.set('t:certificate-key', `${KEY}2`)
    expect(await split.get('t:certificate-key')).toBe(`${KEY}2`)
    expect(accounts.size).toBe(3)
    await split.set('t:certificate-key', 'short')
    expect([...accounts]).toEqual(['t:certificate-key'])
    expect(await split.delete('t:certificate-key')).toBe(true)
    expect(accounts.size).toBe(0)
  })

  it('stays the old one wherever the writing of a new one is cut off', async () => {
    for (const failAt of [1, 2, 3]) {
      const { split, state } = smallEntries()
      await split.set('t:certificate-key', KEY)
      state.writes = 0
      state.failAt = failAt
      await expect(split.set('t:certificate-key', `${KEY}2`)).rejects.toThrow()
      expect(await split.get('t:certificate-key')).toBe(KEY)
    }
  })
})
