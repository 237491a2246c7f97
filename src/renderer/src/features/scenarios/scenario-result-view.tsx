import { makeStyles, MessageBar, MessageBarBody, Text, tokens } from '@fluentui/react-components'
import { CheckmarkCircle16Filled, Circle16Regular, DismissCircle16Filled } from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Criterion, ScenarioOutline } from '../../../../shared/model/scenario.ts'
import { EvidenceContext } from '../../app/evidence/evidence.store.ts'
import { useRecordedText } from '../../i18n/use-recorded-text.ts'
import { useRunbookText } from '../../i18n/use-runbook-text.ts'
import { Disclosure } from '../../ui/disclosure.tsx'
import { CertificateView } from './certificate-view.tsx'
import { ScenarioNote } from './scenario-note.tsx'
import type { KnownResult } from '../../app/runs/newest-results.ts'
import { OpenerButton } from '../../ui/opener-button.tsx'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, minWidth: 0 },
  heading: { margin: 0 },
  list: {
    margin: 0,
    padding: 0,
    listStyleType: 'none',
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
  },
  row: {
    display: 'grid',
    gridTemplateColumns: '16px 40px minmax(0, 1fr) max-content',
    columnGap: tokens.spacingHorizontalS,
    alignItems: 'center',
    minHeight: '24px',
  },
  id: { color: tokens.colorNeutralForeground3, fontVariantNumeric: 'tabular-nums' },
  passed: { color: tokens.colorStatusSuccessForeground1, display: 'inline-flex' },
  failed: { color: tokens.colorStatusDangerForeground1, display: 'inline-flex' },
  open: { color: tokens.colorNeutralForeground3, display: 'inline-flex' },
  code: { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200, overflowWrap: 'anywhere' },
})

export interface ScenarioResultViewProps {
  readonly outline: ScenarioOutline
  readonly known: KnownResult | null
}

/** The acceptance criteria and how each was judged, then what the runbook expected of the steps. */
export function ScenarioResultView({ outline, known }: ScenarioResultViewProps): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation('scenarios')
  const runbookText = useRunbookText()
  const recorded = useRecordedText()
  const result = known?.result ?? null
  return (
    <div className={styles.root}>
      <Text as="h3" block weight="semibold" className={styles.heading}>
        {t('criteria')}
      </Text>
      {result !== null && result.finding !== null && (
        <MessageBar intent={result.status === 'failed' ? 'error' : 'info'} layout="multiline">
          <MessageBarBody style={{ whiteSpace: 'normal' }}>{recorded(result.finding)}</MessageBarBody>
        </MessageBar>
      )}
      <ul className={styles.list}>
        {outline.criteria.map((criterion) => (
          <CriterionRow
            key={criterion.id}
            criterion={criterion}
            judged={result?.criteria.find((candidate) => candidate.id === criterion.id) ?? null}
          />
        ))}
      </ul>
      {known && result && (
        <>
          {result.certificate && <CertificateView certificate={result.certificate} />}
          <Disclosure label={t('expected', { count: result.expected.length })}>
            <ul className={styles.list}>
              {result.expected.map((line) => (
                <li key={line.text} className={styles.row} style={{ gridTemplateColumns: '16px minmax(0, 1fr)' }}>
                  <PassedIcon passed={line.passed} />
                  <Text>{runbookText(line.text, line.text)}</Text>
                </li>
              ))}
            </ul>
          </Disclosure>
          <Disclosure label={t('events', { count: result.events.length })}>
            <Text className={styles.code}>{result.events.join(' → ')}</Text>
          </Disclosure>
          <ScenarioNote key={known.runId} id={outline.id} note={result.note} />
        </>
      )}
    </div>
  )
}

interface CriterionRowProps {
  readonly criterion: { readonly id: string; readonly text: string }
  readonly judged: Criterion | null
}

function CriterionRow({ criterion, judged }: CriterionRowProps): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation(['evidence', 'scenarios'])
  const runbookText = useRunbookText()
  const show = EvidenceContext.useSelected((state) => state.show)
  const evidence = judged?.evidence ?? null
  return (
    <li className={styles.row} data-criterion={criterion.id} data-passed={judged?.passed}>
      <PassedIcon passed={judged?.passed ?? null} />
      <Text size={200} className={styles.id}>
        {criterion.id}
      </Text>
      <Text>{runbookText(criterion.id, criterion.text)}</Text>
      {evidence !== null && (
        <OpenerButton
          size="small"
          appearance="subtle"
          aria-label={t('scenarios:evidenceOf', { id: criterion.id })}
          onClick={() => show(evidence)}
        >
          {t('evidence:show')}
        </OpenerButton>
      )}
    </li>
  )
}

function PassedIcon({ passed }: { readonly passed: boolean | null }): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation(['words', 'scenarios'])
  if (passed === null) {
    return (
      <span className={styles.open} role="img" aria-label={t('scenarios:notRun')}>
        <Circle16Regular />
      </span>
    )
  }
  return (
    <span
      className={passed ? styles.passed : styles.failed}
      role="img"
      aria-label={passed ? t('stepStatus.passed') : t('stepStatus.failed')}
    >
      {passed ? <CheckmarkCircle16Filled /> : <DismissCircle16Filled />}
    </span>
  )
}
