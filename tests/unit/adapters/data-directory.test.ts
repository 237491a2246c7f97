import { mkdirSync, realpathSync, statSync, symlinkSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  locateDataDirectory,
  prepareDataDirectory,
  type Surroundings,
} from '../../../src/adapters/node/data-directory.ts'
import { makeTempDir } from '../../support/temp-dir.ts'

const at = (platform: NodeJS.Platform, env: Surroundings['env'] = {}): Surroundings => ({
  platform,
  env,
  home: '/home/deniz',
})

describe('the place of the data directory', () => {
  it.each([
    ['Linux by XDG', at('linux', { XDG_DATA_HOME: '/data' }), '/data/hunter-d365-console'],
    ['Linux without it', at('linux'), '/home/deniz/.local/share/hunter-d365-console'],
    [
      'Linux with a relative one, which counts as none',
      at('linux', { XDG_DATA_HOME: 'data' }),
      '/home/deniz/.local/share/hunter-d365-console',
    ],
    ['macOS', at('darwin'), '/home/deniz/Library/Application Support/hunter-d365-console'],
    ['Windows', at('win32', { LOCALAPPDATA: '/c/Local' }), '/c/Local/hunter-d365-console'],
    ['the environment', at('linux', { HUNTER_CONSOLE_DATA: '/moved' }), '/moved'],
    [
      'an empty environment',
      at('linux', { HUNTER_CONSOLE_DATA: ' ', XDG_DATA_HOME: '/data' }),
      '/data/hunter-d365-console',
    ],
  ])('follows %s', (_what, surroundings, expected) => {
    expect(locateDataDirectory(null, surroundings)).toBe(expected)
  })

  it('is what was asked for before anything else', () => {
    expect(locateDataDirectory('/asked', at('linux', { HUNTER_CONSOLE_DATA: '/moved' }))).toBe('/asked')
  })
})

describe('preparing it', () => {
  it('makes it for this user alone, and names one place however it is reached', () => {
    using dir = makeTempDir()
    const made = prepareDataDirectory(path.join(dir.path, 'a', 'data'))
    expect((statSync(made.root).mode & 0o777).toString(8)).toBe('700')
    symlinkSync(made.root, path.join(dir.path, 'link'), 'dir')
    expect(prepareDataDirectory(path.join(dir.path, 'link'))).toEqual(made)
    expect(made.database).toBe(path.join(realpathSync(dir.path), 'a', 'data', 'console.sqlite'))
  })

  it('leaves the mode of a directory that was there alone', () => {
    using dir = makeTempDir()
    const shared = path.join(dir.path, 'shared')
    mkdirSync(shared, { mode: 0o755 })
    expect((statSync(prepareDataDirectory(shared).root).mode & 0o777).toString(8)).toBe('755')
  })
})
