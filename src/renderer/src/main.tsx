import { createDOMRenderer } from '@fluentui/react-components'
import { createRoot } from 'react-dom/client'
import type { RawBridge } from '../../shared/contract/bridge.ts'
import { App } from './app/app.tsx'
import { createAppStores } from './app/create-app-stores.ts'
import { selectLanguage } from './app/preferences/preferences.store.ts'
import { createBridge } from './bridge/bridge.ts'
import { createI18n } from './i18n/create-i18n.ts'
import './window.css'

declare global {
  interface Window {
    readonly hunterConsole: RawBridge
  }
}

async function start(): Promise<void> {
  const root = document.getElementById('root')
  if (!root) throw new Error('The page has no root element.')
  // The main process fills in a fresh nonce with each load; Fluent's style elements are refused without it.
  const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? ''
  const renderer = createDOMRenderer(document, { styleElementAttributes: { nonce } })
  const bridge = createBridge(window.hunterConsole)
  const stores = createAppStores(bridge, window.localStorage, navigator.language, window.location.hash.slice(1))
  const translator = await createI18n(selectLanguage(stores.preferences.getState()))
  createRoot(root).render(<App stores={stores} translator={translator} renderer={renderer} />)
}

void start()
