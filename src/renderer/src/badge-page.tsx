import {
  createDOMRenderer,
  FluentProvider,
  makeStyles,
  RendererProvider,
  Text,
  tokens,
} from '@fluentui/react-components'
import { useLayoutEffect, type ReactNode } from 'react'
import { createRoot } from 'react-dom/client'
import { I18nextProvider } from 'react-i18next'
import type { LeadBadgeView } from '../../shared/view/lead-badge-view.ts'
import { createPreferencesStore, PreferencesContext, selectLanguage } from './app/preferences/preferences.store.ts'
import { useTheme } from './app/preferences/use-theme.ts'
import { LeadBadge } from './features/leads/lead-badge.tsx'
import { createI18n } from './i18n/create-i18n.ts'

/* The page behind pictures of badges: the list's own badge by itself, in the theme and language the window was given. No bridge, no data. */

interface Subject {
  readonly domain: string
  readonly view: LeadBadgeView
}

const useStyles = makeStyles({
  root: {
    display: 'inline-flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXS,
    boxSizing: 'border-box',
    maxWidth: '640px',
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  line: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalM },
  domain: { color: tokens.colorNeutralForeground2 },
  error: { color: tokens.colorStatusDangerForeground1 },
})

function Badge({ subject: { domain, view }, onDrawn }: { subject: Subject; onDrawn: () => void }): ReactNode {
  const styles = useStyles()
  const { theme } = useTheme()
  useLayoutEffect(onDrawn, [onDrawn])
  return (
    <FluentProvider theme={theme} id="badge" className={styles.root}>
      <span className={styles.line}>
        <LeadBadge view={view} />
        <Text className={styles.domain}>{domain}</Text>
      </span>
      {view.error !== null && (
        <Text size={200} className={styles.error}>
          {view.error}
        </Text>
      )}
    </FluentProvider>
  )
}

const nextFrame = (): Promise<number> => new Promise((shown) => requestAnimationFrame(shown))

async function prepare(): Promise<(subject: Subject) => Promise<{ width: number; height: number }>> {
  const place = document.getElementById('root')
  if (!place) throw new Error('The page has no root element.')
  document.body.style.margin = '0'
  const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? ''
  const renderer = createDOMRenderer(document, { styleElementAttributes: { nonce } })
  const preferences = createPreferencesStore(window.localStorage, navigator.language)
  const translator = await createI18n(selectLanguage(preferences.getState()))
  const root = createRoot(place)
  return async (subject) => {
    await new Promise<void>((drawn) => {
      root.render(
        <RendererProvider renderer={renderer} targetDocument={document}>
          <I18nextProvider i18n={translator}>
            <PreferencesContext.Provider store={preferences}>
              <Badge subject={subject} onDrawn={drawn} />
            </PreferencesContext.Provider>
          </I18nextProvider>
        </RendererProvider>,
      )
    })
    await document.fonts.ready
    // The first frame after a change may still be the one before it.
    await nextFrame()
    await nextFrame()
    const box = document.getElementById('badge')?.getBoundingClientRect()
    return { width: Math.ceil(box?.width ?? 0), height: Math.ceil(box?.height ?? 0) }
  }
}

// Called by the main process alone; it waits until the page is prepared.
Object.assign(window, { badgePage: prepare() })
