import { expect, test } from 'vitest'
import { readArguments, UsageError } from '../../../src/sandbox/sandbox-arguments.ts'

test('the capacity model, web servers, limits and profile are options', () => {
  const given = '--server-time 91,9.1 --servers 4 --no-limits --profile none --token-lifetime 600 --seed 7'
  expect(readArguments(given.split(' ')).options).toMatchObject({
    storeDir: null,
    serverTime: { baseMs: 91, perRowMs: 9.1 },
    limits: { servers: 4, isEnforced: false },
    profile: 'none',
    tokenLifetimeSeconds: 600,
    seed: 7,
  })
})

test.each([
  ['--server-time 91', 'BASE,PER_ROW'],
  ['--server-time 1,2,3', 'BASE,PER_ROW'],
  ['--servers many', '--servers takes a whole number from 0 to 64'],
  ['--profile other', 'one of hnt, hunter, none'],
  ['--port 70000', '--port takes a whole number from 0 to 65535'],
  ['--seed 1.5', '--seed takes a whole number'],
  ['--nonsense', "Unknown option '--nonsense'"],
])('%s is refused with what is wanted', (given, text) => {
  expect(() => readArguments(given.split(' '))).toThrow(UsageError)
  expect(() => readArguments(given.split(' '))).toThrow(text)
})
