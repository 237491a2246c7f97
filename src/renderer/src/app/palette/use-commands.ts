import { useTranslation } from 'react-i18next'
import { NavigationContext } from '../navigation/navigation.store.ts'
import { PLACES } from '../navigation/places.ts'
import { PreferencesContext, THEME_CHOICES } from '../preferences/preferences.store.ts'
import { selectActiveTenant, selectTenants, SessionContext } from '../session/session.store.ts'
import type { Command } from './match-commands.ts'

/** Every command there is now: places, tenants, themes. */
export function useCommands(): readonly Command[] {
  const { t } = useTranslation(['shell', 'settings'])
  const tenants = SessionContext.useSelected(selectTenants)
  const active = SessionContext.useSelected(selectActiveTenant)
  const select = SessionContext.useSelected((state) => state.select)
  const goTo = NavigationContext.useSelected((state) => state.goTo)
  const setTheme = PreferencesContext.useSelected((state) => state.setTheme)
  return [
    ...PLACES.map((place) => ({
      id: `place-${place}`,
      label: t('palette.goTo', { place: t(`place.${place}`) }),
      run: () => goTo(place),
    })),
    ...tenants
      .filter((tenant) => tenant.archivedAt === null && tenant.id !== active?.id)
      .map((tenant) => ({
        id: `tenant-${tenant.id}`,
        label: t('palette.switchTo', { name: tenant.name }),
        run: () => void select(tenant.id),
      })),
    ...THEME_CHOICES.map((theme) => ({
      id: `theme-${theme}`,
      label: t('palette.theme', { theme: t(`settings:theme.${theme}`) }),
      run: () => setTheme(theme),
    })),
  ]
}
