import { makeStyles, Text, tokens } from '@fluentui/react-components'
import { CheckmarkStarburst16Filled, History16Regular } from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { GateLine } from '../../../../shared/model/gate.ts'
import { AttestContext } from '../../app/attest/attest.store.ts'
import { EvidenceContext } from '../../app/evidence/evidence.store.ts'
import { NavigationContext } from '../../app/navigation/navigation.store.ts'
import { useRunbookText } from '../../i18n/use-runbook-text.ts'
import { formatDay, formatMoment } from '../../ui/format-time.ts'
import { OpenerButton } from '../../ui/opener-button.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { ToneBadge } from '../../ui/tone-badge.tsx'
import { ToneIcon } from '../../ui/tone-icon.tsx'
import { GATE_TONES } from './gate-groups.ts'

const useStyles = makeStyles({
  row: {
    display: 'grid',
    gridTemplateColumns: '48px minmax(0, 1fr) max-content 132px',
    columnGap: tokens.spacingHorizontalM,
    alignItems: 'center',
    minHeight: '36px',
    padding: `${tokens.spacingVerticalXS} 0`,
    boxSizing: 'border-box',
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
    ':first-child': { borderTopStyle: 'none' },
  },
  id: { color: tokens.colorNeutralForeground3, fontVariantNumeric: 'tabular-nums' },
  words: { display: 'flex', flexDirection: 'column', minWidth: 0 },
  quiet: { color: tokens.colorNeutralForeground3 },
})

/** What a person can do about a line that does not pass: confirm it by name, run C1 on PROD, or nothing. */
export type PersonsPart = 'attest' | 'run-c1' | 'none'

interface GateLineRowProps {
  readonly tenantId: string
  readonly line: GateLine
  readonly part: PersonsPart
}

export function GateLineRow({ tenantId, line, part }: GateLineRowProps): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation(['gate', 'words'])
  const runbookText = useRunbookText()
  return (
    <li className={styles.row} data-line={line.id} data-status={line.status}>
      <Text className={styles.id}>{line.id}</Text>
      <span className={styles.words}>
        <Text>{runbookText(line.id, line.text)}</Text>
        <Text size={200} className={styles.quiet}>
          <LineAge line={line} />
        </Text>
      </span>
      <LineAction tenantId={tenantId} line={line} part={part} />
      <span>
        <ToneBadge tone={GATE_TONES[line.status]} icon={iconOf(line)}>
          {t(`words:gateStatus.${line.status}`)}
        </ToneBadge>
      </span>
    </li>
  )
}

/** How old it is, by whom, and until when it may stand or why it no longer does. A part of a line that was not run has no age to speak of. */
function LineAge({ line }: { readonly line: GateLine }): ReactNode {
  const { t, i18n } = useTranslation(['gate', 'words'])
  const { at, attestation, holdsUntil, stale, status } = line
  if (at === null || status === 'not_run') return null
  return (
    <>
      {attestation && `${t('line.by', { name: attestation.by })} · `}
      <RelativeTime at={at} />
      {stale && ` · ${t(`words:gateStale.${stale}`)}`}
      {(status === 'passed' || status === 'attested') && holdsUntil !== undefined && (
        <>
          {' · '}
          <time dateTime={holdsUntil} title={formatMoment(holdsUntil, i18n.language)}>
            {t('line.holdsUntil', { day: formatDay(holdsUntil, i18n.language) })}
          </time>
        </>
      )}
    </>
  )
}

function iconOf(line: GateLine): ReactNode {
  if (line.status === 'attested' || line.status === 'waived') return <CheckmarkStarburst16Filled />
  if (line.status === 'stale') return <History16Regular />
  return <ToneIcon tone={GATE_TONES[line.status]} />
}

/** What a person can do comes first; a line that passed, or that no person can mend, shows what it rests on. */
function LineAction({ tenantId, line, part }: GateLineRowProps): ReactNode {
  const { t } = useTranslation(['gate', 'evidence', 'setup', 'scenarios'])
  const show = EvidenceContext.useSelected((state) => state.show)
  const attest = AttestContext.useSelected((state) => state.start)
  const goTo = NavigationContext.useSelected((state) => state.goTo)
  const [evidence] = line.evidence
  if (part === 'attest' && line.status !== 'attested') {
    return (
      <OpenerButton
        size="small"
        appearance="subtle"
        aria-label={t('setup:attestRow', { row: line.id })}
        onClick={() => attest({ tenantId, row: line.id })}
      >
        {t('setup:attest')}
      </OpenerButton>
    )
  }
  if (part === 'run-c1' && line.status !== 'passed') {
    return (
      <OpenerButton size="small" appearance="subtle" onClick={() => goTo('scenarios')}>
        {t('production.runC1')}
      </OpenerButton>
    )
  }
  if (evidence === undefined) return <span />
  return (
    <OpenerButton
      size="small"
      appearance="subtle"
      aria-label={t('scenarios:evidenceOf', { id: line.id })}
      onClick={() => show(evidence)}
    >
      {t('evidence:show')}
    </OpenerButton>
  )
}
