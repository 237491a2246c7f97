import {
  Button,
  Checkbox,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  makeStyles,
  ProgressBar,
  Radio,
  RadioGroup,
  Text,
  tokens,
} from '@fluentui/react-components'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { ReportFormatSchema, type ReportFormat } from '../../../../shared/model/report.ts'
import { LanguageSchema, type Language } from '../../../../shared/words/language.ts'
import { failureOf } from '../../bridge/action-state.ts'
import { languageOf } from '../../i18n/create-i18n.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { ReportsContext } from './reports.store.ts'

const useStyles = makeStyles({
  content: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalL,
    paddingBottom: tokens.spacingVerticalM,
  },
  formats: { display: 'grid', gridTemplateColumns: 'repeat(auto-fill, minmax(220px, 1fr))' },
  quiet: { color: tokens.colorNeutralForeground3 },
  folder: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  path: {
    display: 'block',
    overflowWrap: 'anywhere',
    margin: `${tokens.spacingVerticalXS} 0`,
    fontWeight: tokens.fontWeightSemibold,
  },
})

/** Which formats, in which language, into which folder. */
export function WriteReportDialog(): ReactNode {
  const run = ReportsContext.useSelected((state) => state.orderedRun)
  const order = ReportsContext.useSelected((state) => state.order)
  const isBusy = ReportsContext.useSelected((state) => state.writing.status === 'busy')
  if (run === null) return null
  return (
    <Dialog open onOpenChange={(_event, data) => (data.open || isBusy ? undefined : order(null))}>
      <OrderForm />
    </Dialog>
  )
}

function OrderForm(): ReactNode {
  const styles = useStyles()
  const { t, i18n } = useTranslation(['reports', 'common'])
  const order = ReportsContext.useSelected((state) => state.order)
  const write = ReportsContext.useSelected((state) => state.write)
  const writing = ReportsContext.useSelected((state) => state.writing)
  const [formats, setFormats] = useState<readonly ReportFormat[]>(ReportFormatSchema.options)
  const [language, setLanguage] = useState<Language>(languageOf(i18n.language))
  const failure = failureOf(writing)
  const isBusy = writing.status === 'busy'
  return (
    <DialogSurface>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (!isBusy && formats.length > 0) void write(formats, language)
        }}
      >
        <DialogBody>
          <DialogTitle>{t('dialog.title')}</DialogTitle>
          <DialogContent className={styles.content}>
            {failure && <FailureNotice failure={failure} />}
            <Formats chosen={formats} onChange={setFormats} />
            <Field label={t('dialog.language')} hint={t('dialog.languageHint')}>
              <RadioGroup
                layout="horizontal"
                value={language}
                onChange={(_event, data) => setLanguage(LanguageSchema.parse(data.value))}
              >
                <Radio value="en" label="English" />
                <Radio value="tr" label="Türkçe" />
              </RadioGroup>
            </Field>
            <Folder />
            {isBusy && (
              <Field validationMessage={t('dialog.writing')} validationState="none">
                <ProgressBar aria-label={t('dialog.writing')} />
              </Field>
            )}
          </DialogContent>
          <DialogActions>
            <Button disabledFocusable={isBusy} onClick={() => order(null)}>
              {t('common:cancel')}
            </Button>
            <Button appearance="primary" type="submit" disabledFocusable={isBusy || formats.length === 0}>
              {isBusy ? t('writing') : t('dialog.submit')}
            </Button>
          </DialogActions>
        </DialogBody>
      </form>
    </DialogSurface>
  )
}

interface FormatsProps {
  readonly chosen: readonly ReportFormat[]
  readonly onChange: (chosen: readonly ReportFormat[]) => void
}

function Formats({ chosen, onChange }: FormatsProps): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation('reports')
  return (
    <div role="group" aria-label={t('dialog.formats')}>
      <Text>{t('dialog.formats')}</Text>
      <div className={styles.formats}>
        {ReportFormatSchema.options.map((format) => (
          <Checkbox
            key={format}
            label={
              <>
                {t(`formats.${format}`)}{' '}
                <Text size={200} className={styles.quiet}>
                  {t(`purpose.${format}`)}
                </Text>
              </>
            }
            checked={chosen.includes(format)}
            onChange={(_event, data) =>
              onChange(
                ReportFormatSchema.options.filter((one) => (one === format ? data.checked : chosen.includes(one))),
              )
            }
          />
        ))}
      </div>
    </div>
  )
}

function Folder(): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation('reports')
  const folder = ReportsContext.useSelected((state) => state.folder)
  const choose = ReportsContext.useSelected((state) => state.chooseFolder)
  const reset = ReportsContext.useSelected((state) => state.resetFolder)
  return (
    <div role="group" aria-label={t('dialog.folder')}>
      <Text block>{t('dialog.folder')}</Text>
      <Text className={styles.path}>{folder ?? t('dialog.ownFolder')}</Text>
      <div className={styles.folder}>
        <Button size="small" onClick={() => void choose()}>
          {t('dialog.chooseFolder')}
        </Button>
        {folder !== null && (
          <Button size="small" appearance="subtle" onClick={reset}>
            {t('dialog.useOwnFolder')}
          </Button>
        )}
      </div>
    </div>
  )
}
