import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import {
  Beaker20Filled,
  Beaker20Regular,
  BuildingMultiple20Filled,
  BuildingMultiple20Regular,
  ClipboardTaskListLtr20Filled,
  ClipboardTaskListLtr20Regular,
  DocumentText20Filled,
  DocumentText20Regular,
  Home20Filled,
  Home20Regular,
  PlugConnected20Filled,
  PlugConnected20Regular,
  Pulse20Filled,
  Pulse20Regular,
  Settings20Filled,
  Settings20Regular,
  ShieldCheckmark20Filled,
  ShieldCheckmark20Regular,
} from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { NavigationContext } from '../navigation/navigation.store.ts'
import { PLACES, type Place } from '../navigation/places.ts'
import { useMediaQuery } from '../preferences/use-theme.ts'

const useStyles = makeStyles({
  root: {
    display: 'flex',
    flexDirection: 'column',
    width: '200px',
    boxSizing: 'border-box',
    padding: tokens.spacingHorizontalS,
    overflowY: 'auto',
    backgroundColor: tokens.colorNeutralBackground3,
    borderRight: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  narrow: { width: '56px' },
  list: { display: 'flex', flexDirection: 'column', flex: 1, gap: '2px', margin: 0, padding: 0, listStyleType: 'none' },
  last: { marginTop: 'auto' },
  button: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    width: '100%',
    minHeight: '40px',
    padding: `0 ${tokens.spacingHorizontalMNudge}`,
    boxSizing: 'border-box',
    position: 'relative',
    font: 'inherit',
    fontSize: tokens.fontSizeBase300,
    textAlign: 'left',
    color: tokens.colorNeutralForeground2,
    backgroundColor: 'transparent',
    border: 'none',
    borderRadius: tokens.borderRadiusMedium,
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorSubtleBackgroundHover, color: tokens.colorNeutralForeground2Hover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  current: {
    color: tokens.colorNeutralForeground2Selected,
    fontWeight: tokens.fontWeightSemibold,
    backgroundColor: tokens.colorSubtleBackgroundSelected,
    '::before': {
      content: '""',
      position: 'absolute',
      left: 0,
      top: '10px',
      bottom: '10px',
      width: '3px',
      borderRadius: tokens.borderRadiusCircular,
      backgroundColor: tokens.colorCompoundBrandBackground,
    },
  },
  icon: { display: 'inline-flex', flexShrink: 0 },
  currentIcon: { color: tokens.colorNeutralForeground2BrandSelected },
})

const ICONS: Readonly<Record<Place, readonly [ReactNode, ReactNode]>> = {
  overview: [<Home20Regular />, <Home20Filled />],
  tenants: [<PlugConnected20Regular />, <PlugConnected20Filled />],
  setup: [<ClipboardTaskListLtr20Regular />, <ClipboardTaskListLtr20Filled />],
  leads: [<BuildingMultiple20Regular />, <BuildingMultiple20Filled />],
  scenarios: [<Beaker20Regular />, <Beaker20Filled />],
  activity: [<Pulse20Regular />, <Pulse20Filled />],
  gate: [<ShieldCheckmark20Regular />, <ShieldCheckmark20Filled />],
  reports: [<DocumentText20Regular />, <DocumentText20Filled />],
  settings: [<Settings20Regular />, <Settings20Filled />],
}

/** The places, in the order of the work; a small window keeps the signs and says the words on hover. */
export function SideNavigation(): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation('shell')
  const isNarrow = useMediaQuery('(max-width: 1079px)')
  return (
    <nav className={mergeClasses(styles.root, isNarrow && styles.narrow)} aria-label={t('navigation')}>
      <ul className={styles.list}>
        {PLACES.map((place) => (
          <li key={place} className={place === 'settings' ? styles.last : undefined}>
            <PlaceButton place={place} isNarrow={isNarrow} />
          </li>
        ))}
      </ul>
    </nav>
  )
}

function PlaceButton({ place, isNarrow }: { readonly place: Place; readonly isNarrow: boolean }): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation('shell')
  const isCurrent = NavigationContext.useSelected((state) => state.place === place)
  const goTo = NavigationContext.useSelected((state) => state.goTo)
  const [regular, filled] = ICONS[place]
  return (
    <button
      type="button"
      className={mergeClasses(styles.button, isCurrent && styles.current)}
      aria-current={isCurrent ? 'page' : undefined}
      aria-label={t(`place.${place}`)}
      title={isNarrow ? t(`place.${place}`) : undefined}
      data-place={place}
      onClick={() => goTo(place)}
    >
      <span className={mergeClasses(styles.icon, isCurrent && styles.currentIcon)} aria-hidden="true">
        {isCurrent ? filled : regular}
      </span>
      {!isNarrow && <span>{t(`place.${place}`)}</span>}
    </button>
  )
}
