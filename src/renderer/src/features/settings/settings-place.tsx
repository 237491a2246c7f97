import {
  Button,
  Field,
  makeStyles,
  MessageBar,
  MessageBarBody,
  Radio,
  RadioGroup,
  Text,
  tokens,
} from '@fluentui/react-components'
import { FolderOpen20Regular } from '@fluentui/react-icons'
import { useEffect, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { AppInfo } from '../../../../shared/contract/calls.ts'
import { PreferencesContext, THEME_CHOICES, type LanguageChoice } from '../../app/preferences/preferences.store.ts'
import { SessionContext } from '../../app/session/session.store.ts'
import { failureOf } from '../../bridge/action-state.ts'
import { LanguageSchema } from '../../../../shared/words/language.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { KeyValues } from '../../ui/key-values.tsx'
import { LoadingState } from '../../ui/loading-state.tsx'
import { Page } from '../../ui/page.tsx'
import { Section } from '../../ui/section.tsx'
import { useKeychainWords } from '../../ui/use-keychain-words.ts'
import { BackupsSection } from './backups-section.tsx'
import { SupportSection } from './support-section.tsx'
import { RetentionSection } from './retention-section.tsx'
import { SettingsContext } from './settings.store.ts'

const useStyles = makeStyles({
  pair: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)',
    gap: tokens.spacingHorizontalL,
    '@media (max-width: 1023px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
})

export function SettingsPlace(): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation(['settings', 'shell'])
  const info = SessionContext.useSelected((state) => state.info)
  const refresh = SettingsContext.useSelected((state) => state.refresh)
  const failure = failureOf(SettingsContext.useSelected((state) => state.action))
  useEffect(() => void refresh(), [refresh])
  return (
    <Page title={t('shell:place.settings')}>
      {failure && <FailureNotice failure={failure} />}
      <div className={styles.pair}>
        <AppearanceSection />
        <LanguageSection />
      </div>
      {info.status === 'loading' && <LoadingState rows={3} height={72} />}
      {info.status === 'failed' && <FailureNotice failure={info.failure} />}
      {info.status === 'loaded' && <MachineSections info={info.value} />}
      <RetentionSection />
      <BackupsSection />
      <SupportSection />
    </Page>
  )
}

function AppearanceSection(): ReactNode {
  const { t } = useTranslation('settings')
  const theme = PreferencesContext.useSelected((state) => state.theme)
  const setTheme = PreferencesContext.useSelected((state) => state.setTheme)
  return (
    <Section title={t('theme.title')}>
      <Field>
        <RadioGroup
          aria-label={t('theme.title')}
          value={theme}
          onChange={(_event, data) => setTheme(THEME_CHOICES.find((choice) => choice === data.value) ?? 'system')}
        >
          {THEME_CHOICES.map((choice) => (
            <Radio key={choice} value={choice} label={t(`theme.${choice}`)} />
          ))}
        </RadioGroup>
      </Field>
    </Section>
  )
}

const LANGUAGE_CHOICES: readonly LanguageChoice[] = ['system', ...LanguageSchema.options]

function LanguageSection(): ReactNode {
  const { t } = useTranslation('settings')
  const language = PreferencesContext.useSelected((state) => state.languageChoice)
  const setLanguage = PreferencesContext.useSelected((state) => state.setLanguage)
  return (
    <Section title={t('language.title')}>
      <Field>
        <RadioGroup
          aria-label={t('language.title')}
          value={language}
          onChange={(_event, data) => setLanguage(LANGUAGE_CHOICES.find((choice) => choice === data.value) ?? 'system')}
        >
          {LANGUAGE_CHOICES.map((choice) => (
            <Radio key={choice} value={choice} label={t(`language.${choice}`)} />
          ))}
        </RadioGroup>
      </Field>
    </Section>
  )
}

function MachineSections({ info }: { readonly info: AppInfo }): ReactNode {
  const { t } = useTranslation('settings')
  const open = SettingsContext.useSelected((state) => state.openDataFolder)
  return (
    <>
      <Section
        title={t('data.title')}
        hint={t('data.hint')}
        actions={
          <Button icon={<FolderOpen20Regular />} onClick={() => void open()}>
            {t('data.open')}
          </Button>
        }
      >
        <Text>
          <code>{info.dataDirectory}</code>
        </Text>
      </Section>
      <Section title={t('keychain.title')} hint={t('keychain.hint')}>
        <KeychainWords keychain={info.keychain} />
      </Section>
      <Section title={t('about.title')}>
        {info.isStandInRuntime && (
          <MessageBar intent="warning" layout="multiline">
            <MessageBarBody style={{ whiteSpace: 'normal' }}>{t('about.standIn')}</MessageBarBody>
          </MessageBar>
        )}
        <KeyValues
          items={[
            { key: t('about.version'), value: info.version },
            { key: 'Electron', value: info.electron },
            { key: 'Node.js', value: info.node },
            { key: 'SQLite', value: info.sqlite },
          ]}
        />
      </Section>
    </>
  )
}

function KeychainWords({ keychain }: Pick<AppInfo, 'keychain'>): ReactNode {
  const { t } = useTranslation('settings')
  const missing = useKeychainWords(keychain)
  if (keychain.isAvailable) return <Text>{t('keychain.available', { name: keychain.name })}</Text>
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody style={{ whiteSpace: 'normal' }}>{t('keychain.missing', { ...missing })}</MessageBarBody>
    </MessageBar>
  )
}
