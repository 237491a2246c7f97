import { makeStyles, MessageBar, MessageBarBody, Text, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { PushForecast } from '../../../../shared/model/forecast.ts'
import type { TenantView } from '../../../../shared/model/tenant.ts'
import { formatClock, formatDuration } from '../../ui/format-time.ts'
import { KeyValues } from '../../ui/key-values.tsx'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  quiet: { color: tokens.colorNeutralForeground3 },
  bar: { flexShrink: 0 },
  words: { whiteSpace: 'normal', paddingTop: tokens.spacingVerticalXS, paddingBottom: tokens.spacingVerticalXS },
})

export interface ForecastViewProps {
  readonly tenant: TenantView
  readonly forecast: PushForecast
}

/** What a push will come to, and on what that rests. */
export function ForecastView({ tenant, forecast }: ForecastViewProps): ReactNode {
  const styles = useStyles()
  const { t, i18n } = useTranslation('push')
  const { leads, refused, requests, pauses, pacePerSecond, seconds, finishAt, limit, ownerName } = forecast
  const number = (value: number): string => value.toLocaleString(i18n.language)
  const window = t('ask.minutes', { count: Math.round(limit.windowSeconds / 60) })
  const basis = { limit: number(limit.requests), window }
  const refusedWords = refused === null ? t('ask.refusedUncounted') : t('ask.refusedValue', { total: number(refused) })
  const pace = pacePerSecond?.toLocaleString(i18n.language, { maximumFractionDigits: 1 })
  return (
    <div className={styles.root}>
      <KeyValues
        items={[
          { key: t('ask.leads'), value: number(leads) },
          ...(refused === 0 ? [] : [{ key: t('ask.refused'), value: refusedWords }]),
          { key: t('ask.existing'), value: t(`ask.existingValue.${tenant.existingLeadPolicy}`) },
          { key: t('ask.requests'), value: t('ask.requestsValue', { total: number(requests) }) },
          {
            key: t('ask.pauses'),
            value: pauses === 0 ? t('ask.pausesNone') : t('ask.pausesValue', { count: pauses, length: window }),
          },
          {
            key: t('ask.finish'),
            value:
              seconds === 0
                ? t('ask.finishUnknown')
                : t('ask.finishValue', {
                    time: formatClock(finishAt, i18n.language),
                    duration: formatDuration(seconds * 1000, i18n.language),
                  }),
          },
          ...(ownerName === null ? [] : [{ key: t('ask.owner'), value: ownerName }]),
        ]}
      />
      <Text size={200} className={styles.quiet}>
        {pace === undefined ? t('ask.basisLimit', basis) : t('ask.basis', { ...basis, pace })}
      </Text>
      <Text size={200}>{t('ask.promise')}</Text>
      {ownerName === null && (
        <MessageBar intent="warning" layout="multiline" className={styles.bar}>
          <MessageBarBody className={styles.words}>{t('ask.ownerNone')}</MessageBarBody>
        </MessageBar>
      )}
    </div>
  )
}
