import { Dropdown, Field, makeStyles, Option, Text } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { formatMoment } from '../../ui/format-time.ts'
import { LoadingState } from '../../ui/loading-state.tsx'
import { Section } from '../../ui/section.tsx'
import { SettingsContext } from './settings.store.ts'

const useStyles = makeStyles({ field: { maxWidth: '320px' } })

const FOREVER = 'forever'
const OFFERED: readonly (number | null)[] = [30, 90, 180, 365, 730, 1_825, 3_650, null]
const YEAR = 365

const valueOf = (days: number | null): string => (days === null ? FOREVER : String(days))
const daysOf = (value: string): number | null => (value === FOREVER ? null : Number(value))

function useWords(): (days: number | null) => string {
  const { t } = useTranslation('settings')
  return (days) => {
    if (days === null) return t('retention.forever')
    if (days === YEAR) return t('retention.oneYear')
    return days % YEAR === 0 ? t('retention.years', { count: days / YEAR }) : t('retention.days', { count: days })
  }
}

/** How long evidence is kept. A new time is asked back about, with what it would delete. */
export function RetentionSection(): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation('settings')
  const words = useWords()
  const retention = SettingsContext.useSelected((state) => state.retention)
  const forecast = SettingsContext.useSelected((state) => state.forecastRetention)
  const kept = retention.status === 'loaded' ? retention.value.days : null
  // A time set by command line may be none of those offered here.
  const offered = OFFERED.includes(kept) ? OFFERED : [kept, ...OFFERED]
  return (
    <Section title={t('retention.title')} hint={t('retention.hint')}>
      {retention.status === 'loading' && <LoadingState rows={1} />}
      {retention.status === 'failed' && <FailureNotice failure={retention.failure} />}
      {retention.status === 'loaded' && (
        <Field label={t('retention.label')} className={styles.field}>
          <Dropdown
            value={words(kept)}
            selectedOptions={[valueOf(kept)]}
            onOptionSelect={(_event, { optionValue }) => {
              if (optionValue !== undefined && optionValue !== valueOf(kept)) void forecast(daysOf(optionValue))
            }}
          >
            {offered.map((days) => (
              <Option key={valueOf(days)} value={valueOf(days)}>
                {words(days)}
              </Option>
            ))}
          </Dropdown>
        </Field>
      )}
      <ConfirmRetention />
    </Section>
  )
}

function ConfirmRetention(): ReactNode {
  const { t, i18n } = useTranslation('settings')
  const words = useWords()
  const forecast = SettingsContext.useSelected((state) => state.forecast)
  const confirm = SettingsContext.useSelected((state) => state.confirmRetention)
  const dismiss = SettingsContext.useSelected((state) => state.dismissForecast)
  if (forecast === null) return null
  const { days, before, pieces, runs, kept } = forecast
  const moment = before === null ? '' : formatMoment(before, i18n.language)
  return (
    <ConfirmDialog
      isOpen
      title={t('retention.confirmTitle', { time: words(days) })}
      confirmLabel={pieces === 0 ? t('retention.confirmNothing') : t('retention.confirm')}
      onClose={dismiss}
      onConfirm={() => void confirm()}
    >
      <Text block>
        {pieces === 0
          ? t('retention.confirmNone')
          : t('retention.confirmBody', { count: pieces, runs, before: moment })}
      </Text>
      {kept > 0 && <Text block>{t('retention.kept', { kept })}</Text>}
    </ConfirmDialog>
  )
}
