import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  Spinner,
  Text,
  tokens,
} from '@fluentui/react-components'
import { BoxToolbox20Regular } from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { SupportBundle } from '../../../../shared/model/support.ts'
import { CopyButton } from '../../app/evidence/copy-button.tsx'
import { Disclosure } from '../../ui/disclosure.tsx'
import { formatBytes } from '../../ui/format-time.ts'
import { KeyValues } from '../../ui/key-values.tsx'
import { Section } from '../../ui/section.tsx'
import { SettingsContext } from './settings.store.ts'

const useStyles = makeStyles({
  body: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS, whiteSpace: 'normal' },
  path: { overflowWrap: 'anywhere' },
})

/** What goes to whoever helps: made on request, whole or not at all, and searched for live secrets before it is written. */
export function SupportSection(): ReactNode {
  const { t } = useTranslation('settings')
  const isBusy = SettingsContext.useSelected((state) => state.action.status === 'busy')
  const make = SettingsContext.useSelected((state) => state.makeBundle)
  const bundle = SettingsContext.useSelected((state) => state.bundle)
  return (
    <Section
      title={t('support.title')}
      hint={t('support.hint')}
      actions={
        <Button
          icon={isBusy ? <Spinner size="tiny" /> : <BoxToolbox20Regular />}
          disabledFocusable={isBusy}
          onClick={() => void make()}
        >
          {t('support.make')}
        </Button>
      }
    >
      {bundle && <WrittenBundle bundle={bundle} />}
    </Section>
  )
}

function WrittenBundle({ bundle }: { readonly bundle: SupportBundle }): ReactNode {
  const styles = useStyles()
  const { t, i18n } = useTranslation('settings')
  return (
    <MessageBar intent="success" layout="multiline">
      <MessageBarBody className={styles.body}>
        <div>
          <MessageBarTitle>{t('support.written')}</MessageBarTitle>
        </div>
        <Text className={styles.path}>
          <code>{bundle.file}</code>
        </Text>
        <div>
          <CopyButton text={bundle.file} label={t('support.copyPath')} />
        </div>
        <Disclosure label={t('support.parts', { count: bundle.parts.length })}>
          <KeyValues
            items={bundle.parts.map(({ name, bytes }) => ({ key: name, value: formatBytes(bytes, i18n.language) }))}
          />
        </Disclosure>
      </MessageBarBody>
    </MessageBar>
  )
}
