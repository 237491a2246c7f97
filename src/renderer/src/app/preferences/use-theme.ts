import { teamsHighContrastTheme, webDarkTheme, webLightTheme, type Theme } from '@fluentui/react-components'
import { useSyncExternalStore } from 'react'
import { PreferencesContext, type ThemeChoice } from './preferences.store.ts'

export type ThemeName = Exclude<ThemeChoice, 'system'>

const THEMES: Readonly<Record<ThemeName, Theme>> = {
  light: webLightTheme,
  dark: webDarkTheme,
  contrast: teamsHighContrastTheme,
}

/** What the system asks for: forced colours beat dark, dark beats light. */
export const systemTheme = (isForced: boolean, isDark: boolean): ThemeName =>
  isForced ? 'contrast' : isDark ? 'dark' : 'light'

/** The theme to wear now: the choice in Settings, or the system's, followed live. */
export function useTheme(): { readonly name: ThemeName; readonly theme: Theme } {
  const choice = PreferencesContext.useSelected((state) => state.theme)
  const isForced = useMediaQuery('(forced-colors: active)')
  const isDark = useMediaQuery('(prefers-color-scheme: dark)')
  const name = choice === 'system' ? systemTheme(isForced, isDark) : choice
  return { name, theme: THEMES[name] }
}

export function useMediaQuery(query: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      const list = window.matchMedia(query)
      list.addEventListener('change', changed)
      return () => list.removeEventListener('change', changed)
    },
    () => window.matchMedia(query).matches,
  )
}
