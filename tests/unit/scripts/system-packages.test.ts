import { describe, expect, it } from 'vitest'
import { aptCommand, missingPackages, namesHere, wantedPackages } from '../../../scripts/setup/system-libraries.mjs'

describe('system packages', () => {
  it('are fewer for the window than for the tests, and compilers only where a build is due', () => {
    const forWindow = wantedPackages('window', [])
    expect(forWindow).toContain('libgtk-3-0')
    expect(forWindow).not.toContain('xvfb')
    expect(forWindow).not.toContain('g++')
    expect(wantedPackages('tests', ['g++', 'make'])).toEqual(
      expect.arrayContaining([...forWindow, 'xvfb', 'dbus', 'gnome-keyring', 'g++', 'make']),
    )
  })

  it('count as present only when fully installed, under the old name or the one with t64', () => {
    const status = 'libgtk-3-0t64 installed\nlibnss3 not-installed\nxvfb config-files\nlibgbm1 installed'
    expect(missingPackages(['libgtk-3-0', 'libnss3', 'xvfb', 'libgbm1', 'dbus'], status)).toEqual([
      'libnss3',
      'xvfb',
      'dbus',
    ])
  })

  it('are asked for by the names this release has', () => {
    const available = new Set(['libasound2t64', 'libnss3'])
    const names = namesHere(['libasound2', 'libnss3', 'unknown'], available)
    expect(aptCommand(names).join(' ')).toBe('apt-get install -y --no-install-recommends libasound2t64 libnss3 unknown')
  })
})
