import { describe, expect, it } from 'vitest'
import { displaySwitches, hasDisplay } from '../../../scripts/setup/display.mjs'
import { cacheFolder } from '../../../scripts/setup/paths.mjs'

describe('a display', () => {
  it.each([
    ['linux', {}, false],
    ['linux', { DISPLAY: '' }, false],
    ['linux', { DISPLAY: ':0' }, true],
    ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, true],
    ['freebsd', {}, false],
    ['win32', {}, true],
    ['darwin', {}, true],
  ])('on %s with %o: %s', (platform, env, expected) => {
    expect(hasDisplay(platform, env)).toBe(expected)
  })

  it('is asked of Wayland only where X11 is absent', () => {
    expect(displaySwitches({ WAYLAND_DISPLAY: 'wayland-0' })).toEqual(['--ozone-platform=wayland'])
    expect(displaySwitches({ WAYLAND_DISPLAY: 'wayland-0', DISPLAY: ':0' })).toEqual([])
  })
})

describe('the cache folder', () => {
  it.each([
    ['linux', {}, '/home/a', '/home/a/.cache/hunter-d365-console'],
    ['linux', { XDG_CACHE_HOME: '/x' }, '/home/a', '/x/hunter-d365-console'],
    ['darwin', {}, '/Users/a', '/Users/a/Library/Caches/hunter-d365-console'],
    ['win32', { LOCALAPPDATA: 'C:\\L' }, 'C:\\Users\\a', 'C:\\L\\hunter-d365-console\\Cache'],
    ['win32', {}, 'C:\\Users\\a', 'C:\\Users\\a\\AppData\\Local\\hunter-d365-console\\Cache'],
    ['linux', { XDG_CACHE_HOME: '/x', HUNTER_CONSOLE_CACHE: '/y' }, '/home/a', '/y'],
  ])('on %s with %o', (platform, env, home, expected) => {
    expect(cacheFolder(env, platform, home)).toBe(expected)
  })
})
