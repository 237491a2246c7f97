import { describe, expect, it } from 'vitest'
import { installedSet } from '../../../scripts/setup/dependencies.mjs'

const linux = { platform: 'linux', arch: 'x64' }
const lock = {
  packages: {
    '': {},
    'node_modules/zod': { version: '4.0.0' },
    'node_modules/vitest': { version: '5.0.0', dev: true },
    'node_modules/native-linux': { version: '1.0.0', dev: true, optional: true, os: ['linux'], cpu: ['x64'] },
    'node_modules/native-darwin': { version: '1.0.0', dev: true, optional: true, os: ['darwin'], cpu: ['arm64'] },
  },
}
const installed = (...names: (keyof (typeof lock)['packages'])[]) => ({
  packages: Object.fromEntries(names.map((name) => [name, lock.packages[name]])),
})
const full = installed('node_modules/zod', 'node_modules/vitest', 'node_modules/native-linux')

describe('what is installed', () => {
  it('is the full set when nothing but other platforms’ packages is absent', () => {
    expect(installedSet(lock, full, linux)).toBe('full')
  })

  it('is the production set when only development packages are absent', () => {
    expect(installedSet(lock, installed('node_modules/zod'), linux)).toBe('production')
  })

  it('is nothing when a package used at run time is absent', () => {
    expect(installedSet(lock, installed('node_modules/vitest'), linux)).toBe('none')
  })

  it('is nothing when a version differs from the lockfile', () => {
    const other = { packages: { ...full.packages, 'node_modules/vitest': { version: '5.0.1', dev: true } } }
    expect(installedSet(lock, other, linux)).toBe('none')
  })

  it('is nothing when it was installed for another platform', () => {
    expect(installedSet(lock, full, { platform: 'darwin', arch: 'arm64' })).toBe('none')
  })

  it('is nothing when an installation was interrupted before npm wrote its own lockfile', () => {
    expect(installedSet(lock, null, linux)).toBe('none')
  })
})
