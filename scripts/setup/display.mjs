// Is there a screen to open a window on?

/**
 * @param {string} platform a value of `process.platform`
 * @param {Record<string, string | undefined>} env
 * @returns {boolean} Windows and macOS always have one; elsewhere X11 or Wayland must be named
 */
export function hasDisplay(platform, env) {
  if (platform === 'win32' || platform === 'darwin') return true
  return Boolean(env['DISPLAY'] || env['WAYLAND_DISPLAY'])
}

/**
 * Electron 33 chooses X11 unless told otherwise; a session with Wayland alone has none.
 * @param {Record<string, string | undefined>} env
 * @returns {string[]} switches for Electron
 */
export const displaySwitches = (env) => (!env['DISPLAY'] && env['WAYLAND_DISPLAY'] ? ['--ozone-platform=wayland'] : [])
