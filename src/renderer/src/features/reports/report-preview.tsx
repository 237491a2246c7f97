import {
  Button,
  Dialog,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  Tab,
  TabList,
  tokens,
} from '@fluentui/react-components'
import { Dismiss20Regular } from '@fluentui/react-icons'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Run } from '../../../../shared/model/run.ts'
import { LanguageSchema, type Language } from '../../../../shared/words/language.ts'
import { languageOf } from '../../i18n/create-i18n.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { LoadingState } from '../../ui/loading-state.tsx'
import { ReportsContext } from './reports.store.ts'

const useStyles = makeStyles({
  surface: { width: 'min(1120px, 94vw)', maxWidth: 'none', height: '90vh' },
  body: { height: '100%', maxHeight: 'none', gridTemplateRows: 'auto 1fr' },
  content: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS, minHeight: 0, overflow: 'hidden' },
  frame: {
    flex: 1,
    width: '100%',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground1,
  },
})

/** The HTML report as it would be written, in a frame without scripts that can go nowhere. */
export function ReportPreview(): ReactNode {
  const run = ReportsContext.useSelected((state) => state.previewedRun)
  const close = ReportsContext.useSelected((state) => state.closePreview)
  if (run === null) return null
  return (
    <Dialog open onOpenChange={(_event, data) => (data.open ? undefined : close())}>
      <PreviewSurface run={run} />
    </Dialog>
  )
}

function PreviewSurface({ run }: { readonly run: Run }): ReactNode {
  const styles = useStyles()
  const { t, i18n } = useTranslation(['reports', 'common'])
  const preview = ReportsContext.useSelected((state) => state.preview)
  const show = ReportsContext.useSelected((state) => state.showPreview)
  const close = ReportsContext.useSelected((state) => state.closePreview)
  const [language, setLanguage] = useState<Language>(languageOf(i18n.language))
  const change = (next: Language): void => {
    setLanguage(next)
    void show(run, next)
  }
  return (
    <DialogSurface className={styles.surface}>
      <DialogBody className={styles.body}>
        <DialogTitle
          action={
            <Button appearance="subtle" icon={<Dismiss20Regular />} aria-label={t('common:close')} onClick={close} />
          }
        >
          {t('preview.title')}
        </DialogTitle>
        <DialogContent className={styles.content}>
          <TabList
            size="small"
            aria-label={t('dialog.language')}
            selectedValue={language}
            onTabSelect={(_event, data) => change(LanguageSchema.parse(data.value))}
          >
            <Tab value="en">English</Tab>
            <Tab value="tr">Türkçe</Tab>
          </TabList>
          {preview.status === 'loading' && <LoadingState rows={6} />}
          {preview.status === 'failed' && <FailureNotice failure={preview.failure} />}
          {preview.status === 'loaded' && (
            <iframe className={styles.frame} title={t('preview.frame')} src={preview.value} sandbox="" />
          )}
        </DialogContent>
      </DialogBody>
    </DialogSurface>
  )
}
