import { FluentProvider, RendererProvider, type GriffelRenderer } from '@fluentui/react-components'
import type { i18n } from 'i18next'
import { useEffect, type ReactNode } from 'react'
import { I18nextProvider } from 'react-i18next'
import { valueOf } from '../bridge/loadable.ts'
import { SettingsContext } from '../features/settings/settings.store.ts'
import { TenantsContext } from '../features/tenants/tenants.store.ts'
import { AttestContext } from './attest/attest.store.ts'
import type { AppStores } from './create-app-stores.ts'
import { EvidenceContext } from './evidence/evidence.store.ts'
import { MappingContext } from './mapping/mapping.store.ts'
import { NavigationContext } from './navigation/navigation.store.ts'
import { PreferencesContext, selectLanguage } from './preferences/preferences.store.ts'
import { useTheme } from './preferences/use-theme.ts'
import { SessionContext } from './session/session.store.ts'
import { Shell } from './shell/shell.tsx'

export interface AppProps {
  readonly stores: AppStores
  readonly translator: i18n
  readonly renderer: GriffelRenderer
}

export function App({ stores, translator, renderer }: AppProps): ReactNode {
  return (
    <RendererProvider renderer={renderer} targetDocument={document}>
      <I18nextProvider i18n={translator}>
        <PreferencesContext.Provider store={stores.preferences}>
          <NavigationContext.Provider store={stores.navigation}>
            <SessionContext.Provider store={stores.session}>
              <TenantsContext.Provider store={stores.tenants}>
                <SettingsContext.Provider store={stores.settings}>
                  <EvidenceContext.Provider store={stores.evidence}>
                    <AttestContext.Provider store={stores.attest}>
                      <MappingContext.Provider store={stores.mapping}>
                        <Themed stores={stores} translator={translator} />
                      </MappingContext.Provider>
                    </AttestContext.Provider>
                  </EvidenceContext.Provider>
                </SettingsContext.Provider>
              </TenantsContext.Provider>
            </SessionContext.Provider>
          </NavigationContext.Provider>
        </PreferencesContext.Provider>
      </I18nextProvider>
    </RendererProvider>
  )
}

/** Theme and language, followed live. */
function Themed({ stores, translator }: Pick<AppProps, 'stores' | 'translator'>): ReactNode {
  const { name, theme } = useTheme()
  const language = PreferencesContext.useSelected(selectLanguage)
  const setSystemLocale = PreferencesContext.useSelected((state) => state.setSystemLocale)
  const locale = SessionContext.useSelected((state) => valueOf(state.info)?.locale ?? null)
  const start = SessionContext.useSelected((state) => state.start)
  useEffect(() => start(), [start])
  useEffect(() => {
    if (locale !== null) setSystemLocale(locale)
  }, [locale, setSystemLocale])
  useEffect(() => {
    document.documentElement.lang = language
    void translator.changeLanguage(language)
  }, [language, translator])
  useEffect(() => {
    // The browser's own parts (scrollbars, form controls) follow the chosen theme, not the system's.
    document.documentElement.style.colorScheme = name === 'light' ? 'light' : 'dark'
  }, [name])
  return (
    <FluentProvider theme={theme} style={{ height: '100%' }} data-theme={name}>
      <Shell workspaceOf={stores.workspaceOf} />
    </FluentProvider>
  )
}
