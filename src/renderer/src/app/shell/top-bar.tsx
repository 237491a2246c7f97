import { makeStyles, Spinner, Text, tokens } from '@fluentui/react-components'
import { Pause16Regular, Search20Regular, Warning16Filled } from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { valueOf } from '../../bridge/loadable.ts'
import { useKeychainWords } from '../../ui/use-keychain-words.ts'
import { ToneBadge } from '../../ui/tone-badge.tsx'
import { NavigationContext } from '../navigation/navigation.store.ts'
import { runningWord, topLevel } from '../session/running-runs.ts'
import { SessionContext } from '../session/session.store.ts'
import { ExpiryMark } from './expiry-mark.tsx'
import { TenantSwitcher } from './tenant-switcher.tsx'
import { OpenerButton } from '../../ui/opener-button.tsx'

const useStyles = makeStyles({
  root: {
    height: '48px',
    flexShrink: 0,
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    padding: `0 ${tokens.spacingHorizontalL}`,
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    minWidth: 0,
  },
  // A small window needs the room for the tenant's name, which must never be cut for a title.
  name: { whiteSpace: 'nowrap', '@media (max-width: 1079px)': { display: 'none' } },
  end: { marginLeft: 'auto', display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalM },
  running: { display: 'inline-flex', alignItems: 'center', gap: tokens.spacingHorizontalS, whiteSpace: 'nowrap' },
  keys: {
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    marginLeft: tokens.spacingHorizontalS,
  },
})

/** Name of the console, the tenant in use, what runs, what this machine lacks, and the command palette. */
export function TopBar(): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation(['shell', 'common'])
  const info = SessionContext.useSelected((state) => valueOf(state.info))
  const setPaletteOpen = NavigationContext.useSelected((state) => state.setPaletteOpen)
  const noKeychain = useKeychainWords(info?.keychain ?? null)
  return (
    <header className={styles.root}>
      <Text weight="semibold" className={styles.name}>
        {t('common:appName')}
      </Text>
      <TenantSwitcher />
      <div className={styles.end}>
        <RunningNow />
        <ExpiryMark />
        {info?.isStandInRuntime === true && (
          <ToneBadge tone="warning" icon={<Warning16Filled />} title={t('standInHint')}>
            {t('standIn')}
          </ToneBadge>
        )}
        {noKeychain !== null && (
          <ToneBadge tone="warning" icon={<Warning16Filled />} title={noKeychain.why}>
            {t('keychainMissing')}
          </ToneBadge>
        )}
        <OpenerButton appearance="subtle" icon={<Search20Regular />} onClick={() => setPaletteOpen(true)}>
          {t('palette.open')}
          <span className={styles.keys}>{isMac ? '⌘K' : 'Ctrl+K'}</span>
        </OpenerButton>
      </div>
    </header>
  )
}

const isMac = navigator.userAgent.includes('Mac OS')

function RunningNow(): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation('shell')
  const running = SessionContext.useSelected((state) => state.running)
  const pushStates = SessionContext.useSelected((state) => state.pushStates)
  const newest = topLevel(running).at(-1)
  const word = newest && runningWord(newest, pushStates)
  return (
    <span role="status" className={styles.running}>
      {newest && word && (
        <>
          {word === newest.kind ? (
            <Spinner size="extra-tiny" aria-hidden="true" />
          ) : (
            <Pause16Regular aria-hidden="true" />
          )}
          <Text size={200}>{t(`running.${word}`)}</Text>
        </>
      )}
    </span>
  )
}
