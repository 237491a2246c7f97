import { describe, expect, it } from 'vitest'
import { chooseElectron, describeElectron } from '../../../scripts/setup/electron-choice.mjs'

const linux = { platform: 'linux', arch: 'x64' }
const now = Date.UTC(2026, 0, 2)
const hourMs = 3_600_000
type Facts = Parameters<typeof chooseElectron>[0]
const choose = (facts: Partial<Facts>) =>
  chooseElectron({
    env: {},
    officialInstalled: false,
    machine: linux,
    lastFailure: null,
    version: '45.4.1',
    now,
    ...facts,
  })
const failedAgo = (ms: number, version = '45.4.1') => ({ version, at: now - ms })

describe('the choice of an Electron', () => {
  it('asks for the official one first', () => {
    expect(choose({})).toBe('try-official')
  })

  it('keeps the official one once it is there, whatever failed before', () => {
    expect(choose({ officialInstalled: true, lastFailure: failedAgo(hourMs) })).toBe('official')
  })

  it('does not ask again within a day of a failed attempt', () => {
    expect(choose({ lastFailure: failedAgo(23 * hourMs) })).toBe('stand-in')
    expect(choose({ lastFailure: failedAgo(25 * hourMs) })).toBe('try-official')
  })

  it('asks again when another Electron is declared', () => {
    expect(choose({ lastFailure: failedAgo(hourMs, '44.0.0') })).toBe('try-official')
  })

  it.each([
    { platform: 'linux', arch: 'arm64' },
    { platform: 'darwin', arch: 'arm64' },
    { platform: 'win32', arch: 'x64' },
  ])('never stands in on $platform-$arch, where there is none', (machine) => {
    expect(choose({ machine, lastFailure: failedAgo(hourMs), env: { HUNTER_CONSOLE_ELECTRON: 'stand-in' } })).toBe(
      'try-official',
    )
  })

  it('obeys the environment before all', () => {
    const officialInstalled = true
    expect(choose({ officialInstalled, env: { ELECTRON_OVERRIDE_DIST_PATH: '/opt/electron' } })).toBe('given')
    expect(choose({ officialInstalled, env: { ELECTRON_EXEC_PATH: '/opt/electron/electron' } })).toBe('given')
    expect(choose({ officialInstalled, env: { HUNTER_CONSOLE_ELECTRON: 'stand-in' } })).toBe('stand-in')
    expect(choose({ lastFailure: failedAgo(hourMs), env: { HUNTER_CONSOLE_ELECTRON: 'official' } })).toBe(
      'try-official',
    )
  })
})

it('names the stand-in as what it is', () => {
  const runtime = { kind: 'stand-in' as const, version: '33.2.1', executable: '/cache/electron', napi: 9 }
  const line = describeElectron(runtime, '45.4.1')
  expect(line).toContain('33.2.1')
  expect(line).toContain('never to ship')
  expect(line).toContain('official 45.4.1')
})
