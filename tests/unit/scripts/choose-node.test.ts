import { expect, it } from 'vitest'
import { chooseNode } from '../../../scripts/setup/node-runtime.mjs'

it.each([
  ['24.21.0', 'darwin', 'arm64', 'own'],
  ['22.18.0', 'linux', 'x64', 'own'],
  ['22.17.1', 'linux', 'x64', 'registry'],
  ['23.5.0', 'linux', 'x64', 'registry'],
  ['23.6.0', 'linux', 'x64', 'own'],
  ['20.19.0', 'linux', 'x64', 'registry'],
  ['20.19.0', 'linux', 'arm64', 'unsupported'],
  ['20.19.0', 'win32', 'x64', 'unsupported'],
  ['20.18.9', 'linux', 'x64', 'unsupported'],
  ['18.20.0', 'linux', 'x64', 'unsupported'],
])('Node %s on %s-%s: %s', (version, platform, arch, expected) => {
  expect(chooseNode({ version, platform, arch })).toBe(expected)
})
