import { AriaLiveAnnouncer, Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { useEffect, useRef, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { AttestDialog } from '../attest/attest-dialog.tsx'
import { EvidenceDrawer } from '../evidence/evidence-drawer.tsx'
import { NavigationContext } from '../navigation/navigation.store.ts'
import { CommandPalette } from '../palette/command-palette.tsx'
import { markOf } from '../session/mark-of.ts'
import { selectActiveTenant, SessionContext } from '../session/session.store.ts'
import type { Workspace } from '../workspace.ts'
import { ErrorBoundary } from './error-boundary.tsx'
import { MovedAsideNotice } from './moved-aside-notice.tsx'
import { PlaceView } from './place-view.tsx'
import { SideNavigation } from './side-navigation.tsx'
import { StartState } from './start-state.tsx'
import { TopBar } from './top-bar.tsx'

const useStyles = makeStyles({
  root: {
    display: 'flex',
    flexDirection: 'column',
    height: '100%',
    backgroundColor: tokens.colorNeutralBackground2,
    overflow: 'hidden',
  },
  strip: { height: '4px', flexShrink: 0, backgroundColor: tokens.colorNeutralStroke1 },
  sandbox: { backgroundColor: tokens.colorPaletteBerryBorderActive },
  DEV: { backgroundColor: tokens.colorPaletteTealBorderActive },
  TEST: { backgroundColor: tokens.colorPaletteMarigoldBorderActive },
  PROD: { backgroundColor: '#b10e1c' },
  below: { display: 'flex', flex: 1, minHeight: 0 },
  main: { flex: 1, minHeight: 0, minWidth: 0, display: 'flex', flexDirection: 'column', overflow: 'hidden' },
  place: { flex: 1, minHeight: 0 },
  skip: {
    position: 'absolute',
    left: tokens.spacingHorizontalS,
    top: '-100px',
    zIndex: 1000,
    ':focus-visible': { top: tokens.spacingVerticalS },
  },
})

const focusPlace = (): void => document.querySelector<HTMLElement>('[data-place-heading]')?.focus()

/** The frame around every place: the environment's colour on top, tenant switcher, navigation, the place. */
export function Shell({ workspaceOf }: { readonly workspaceOf: (tenantId: string) => Workspace }): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation('shell')
  const tenant = SessionContext.useSelected(selectActiveTenant)
  const place = NavigationContext.useSelected((state) => state.place)
  const lastPlace = useRef(place)
  const isReady = tenant !== null
  useEffect(() => {
    // Keyboard and screen reader begin in the window, not outside it.
    if (isReady && document.activeElement === document.body) focusPlace()
  }, [isReady])
  useEffect(() => {
    window.history.replaceState(null, '', `#${place}`)
    // The first place is shown by the start itself; only a change of place moves the focus to its heading.
    if (lastPlace.current !== place) focusPlace()
    lastPlace.current = place
  }, [place])
  return (
    <AriaLiveAnnouncer>
      <div className={styles.root} data-app-state={tenant ? 'loaded' : 'starting'}>
        <Button appearance="primary" className={styles.skip} onClick={focusPlace}>
          {t('skip')}
        </Button>
        <div className={mergeClasses(styles.strip, tenant ? styles[markOf(tenant)] : undefined)} />
        <TopBar />
        <div className={styles.below}>
          <SideNavigation />
          <main className={styles.main}>
            <MovedAsideNotice />
            <div className={styles.place}>
              {tenant ? (
                <ErrorBoundary key={`${place}-${tenant.id}`}>
                  <PlaceView place={place} tenant={tenant} workspace={workspaceOf(tenant.id)} />
                </ErrorBoundary>
              ) : (
                <StartState />
              )}
            </div>
          </main>
        </div>
      </div>
      <EvidenceDrawer />
      <AttestDialog />
      <CommandPalette />
    </AriaLiveAnnouncer>
  )
}
