import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Evidence, Run } from '../../../../shared/model/run.ts'
import { resultOf } from '../runs/newest-results.ts'
import { useRunbookText } from '../../i18n/use-runbook-text.ts'
import { formatDuration } from '../../ui/format-time.ts'
import { curlCommand } from '../../../../shared/view/curl-command.ts'
import { CopyButton } from './copy-button.tsx'
import { EvidenceContext } from './evidence.store.ts'
import { waterfallOf, type WaterfallRow } from './waterfall-rows.ts'

const useStyles = makeStyles({
  root: { gridColumn: '1 / -1', minWidth: 0, overflowY: 'auto', padding: '2px' },
  list: { margin: 0, padding: 0, listStyleType: 'none' },
  step: { marginTop: tokens.spacingVerticalM },
  heading: { display: 'block', margin: `0 0 ${tokens.spacingVerticalXS}` },
  line: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalXS },
  row: {
    display: 'grid',
    gridTemplateColumns: 'minmax(150px, 2fr) 44px minmax(160px, 5fr) 64px',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalS,
    flexGrow: 1,
    minWidth: 0,
    minHeight: '24px',
    padding: `0 ${tokens.spacingHorizontalXS}`,
    font: 'inherit',
    fontSize: tokens.fontSizeBase200,
    textAlign: 'left',
    color: 'inherit',
    backgroundColor: 'transparent',
    border: 'none',
    borderRadius: tokens.borderRadiusSmall,
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorNeutralBackground3 },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  label: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', fontFamily: tokens.fontFamilyMonospace },
  number: { textAlign: 'right', fontVariantNumeric: 'tabular-nums' },
  lane: { position: 'relative', height: '10px', backgroundColor: tokens.colorNeutralBackground3 },
  bar: {
    position: 'absolute',
    top: 0,
    bottom: 0,
    minWidth: '2px',
    borderRadius: tokens.borderRadiusSmall,
    // Colours that the user forces would paint bar and lane alike.
    forcedColorAdjust: 'none',
  },
  success: { backgroundColor: tokens.colorPaletteGreenBackground3 },
  warning: { backgroundColor: tokens.colorPaletteMarigoldBackground3 },
  danger: { backgroundColor: tokens.colorPaletteRedBackground3 },
  quiet: { color: tokens.colorNeutralForeground3 },
})

/** Every request of the run, step by step on a line of time; long waits are drawn short. */
export function Waterfall({ run, evidence }: { readonly run: Run; readonly evidence: readonly Evidence[] }): ReactNode {
  const styles = useStyles()
  const { t, i18n } = useTranslation('evidence')
  const runbookText = useRunbookText()
  const steps = waterfallOf(evidence)
  const requests = steps.reduce((sum, { rows }) => sum + rows.length, 0)
  if (requests === 0) return <Text className={mergeClasses(styles.root, styles.quiet)}>{t('noRequests')}</Text>
  return (
    <div className={styles.root}>
      <Text size={200} className={styles.quiet}>
        {t('requests', { count: requests })} {t('waitsShort')}
      </Text>
      <ol className={styles.list} aria-label={t('waterfall')}>
        {steps.map(({ step, rows, totalMs }) => (
          <li key={step} className={styles.step}>
            <Text size={200} weight="semibold" className={styles.heading}>
              {step} · {runbookText(step, titleOf(run, step))}{' '}
              <span className={styles.quiet}>{formatDuration(totalMs, i18n.language)}</span>
            </Text>
            <ol className={styles.list}>
              {rows.map((row) => (
                <li key={row.exchange.clientRequestId} className={styles.line}>
                  <RequestRow row={row} totalMs={totalMs} />
                  <CopyButton
                    text={curlCommand(row.exchange)}
                    label={t('copyCurlOf', { request: `${row.exchange.method} ${row.path}` })}
                    isCompact
                  />
                </li>
              ))}
            </ol>
          </li>
        ))}
      </ol>
    </div>
  )
}

/** The core's own words for a step, from the result of a scenario run; else nothing but its id is known. */
function titleOf(run: Run, step: string): string {
  const [id, name] = step.split('/')
  const scenario = resultOf(run)?.scenarios.find((result) => result.id === id)
  return scenario?.steps.find((known) => known.step === name)?.title ?? ''
}

function RequestRow({ row, totalMs }: { readonly row: WaterfallRow; readonly totalMs: number }): ReactNode {
  const styles = useStyles()
  const { t, i18n } = useTranslation('evidence')
  const open = EvidenceContext.useSelected((state) => state.open)
  const { exchange, from, lasts, tone, path } = row
  const percent = (ms: number): string => `${String((ms / totalMs) * 100)}%`
  return (
    <button type="button" className={styles.row} title={exchange.url} onClick={() => open(row.evidenceId)}>
      <span className={styles.label}>
        {exchange.method} {path}
      </span>
      <span className={styles.number}>{exchange.status ?? t('cut')}</span>
      <span className={styles.lane}>
        <span
          className={mergeClasses(styles.bar, styles[tone])}
          style={{ left: percent(from), width: percent(lasts) }}
        />
      </span>
      <span className={mergeClasses(styles.number, styles.quiet)}>
        {exchange.isInjected ? t('injected') : formatDuration(exchange.durationMs, i18n.language)}
      </span>
    </button>
  )
}
