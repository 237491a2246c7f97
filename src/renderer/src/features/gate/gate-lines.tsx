import { makeStyles, Text, tokens } from '@fluentui/react-components'
import { CheckmarkStarburst16Filled, History16Regular } from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { GateLine, Production } from '../../../../shared/model/gate.ts'
import { AttestContext } from '../../app/attest/attest.store.ts'
import { EvidenceContext } from '../../app/evidence/evidence.store.ts'
import { useRunbookText } from '../../i18n/use-runbook-text.ts'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { Section } from '../../ui/section.tsx'
import { ToneBadge } from '../../ui/tone-badge.tsx'
import { ToneIcon } from '../../ui/tone-icon.tsx'
import { GATE_TONES, groupLines, isGood } from './gate-groups.ts'
import { OpenerButton } from '../../ui/opener-button.tsx'

const useStyles = makeStyles({
  groups: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, minWidth: 0 },
  rows: { display: 'flex', flexDirection: 'column', margin: 0, padding: 0, listStyleType: 'none' },
  row: {
    display: 'grid',
    gridTemplateColumns: '48px minmax(0, 1fr) max-content 120px',
    columnGap: tokens.spacingHorizontalM,
    alignItems: 'center',
    minHeight: '36px',
    padding: `${tokens.spacingVerticalXS} 0`,
    boxSizing: 'border-box',
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
    ':first-child': { borderTopStyle: 'none' },
  },
  id: { color: tokens.colorNeutralForeground3, fontVariantNumeric: 'tabular-nums' },
  words: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'baseline',
    columnGap: tokens.spacingHorizontalS,
    minWidth: 0,
  },
  quiet: { color: tokens.colorNeutralForeground3 },
})

/** The fifteen lines in the runbook's five groups. */
export function GateLines({
  tenantId,
  lines,
  production,
}: {
  readonly tenantId: string
  readonly lines: readonly GateLine[]
  readonly production: Production | null
}): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation('gate')
  return (
    <div className={styles.groups}>
      {groupLines(lines).map((group) => (
        <Section
          key={group.name}
          title={t(`group.${group.name}`)}
          actions={
            <Text size={200} className={styles.quiet}>
              {t('groupCount', { good: group.lines.filter(isGood).length, total: group.lines.length })}
            </Text>
          }
        >
          <ul className={styles.rows}>
            {group.lines.map((line) => (
              <GateLineRow key={line.id} tenantId={tenantId} line={line} mayAttest={line.id === 'E1.15'} />
            ))}
          </ul>
        </Section>
      ))}
      {production && <ProductionLines tenantId={tenantId} production={production} />}
    </div>
  )
}

/** The runbook's E.2, on PROD tenants alone: closed until a GO names the tenant. */
function ProductionLines({
  tenantId,
  production,
}: {
  readonly tenantId: string
  readonly production: Production
}): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation('gate')
  const { openedBy, lines } = production
  const hint =
    openedBy === null
      ? t('production.closed')
      : t('production.open', { sequence: openedBy.sequence, tenant: openedBy.tenant })
  return (
    <Section title={t('production.title')} hint={hint}>
      <ul className={styles.rows}>
        {lines.map((line) => (
          <GateLineRow
            key={line.id}
            tenantId={tenantId}
            line={line}
            mayAttest={openedBy !== null && line.id !== 'E2.4'}
          />
        ))}
      </ul>
    </Section>
  )
}

interface GateLineRowProps {
  readonly tenantId: string
  readonly line: GateLine
  /** Whether a person can confirm the line, or only what ran. */
  readonly mayAttest: boolean
}

function GateLineRow({ tenantId, line, mayAttest }: GateLineRowProps): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation(['gate', 'words'])
  const runbookText = useRunbookText()
  const tone = GATE_TONES[line.status]
  return (
    <li className={styles.row} data-line={line.id} data-status={line.status}>
      <Text className={styles.id}>{line.id}</Text>
      <span className={styles.words}>
        <Text>{runbookText(line.id, line.text)}</Text>
        {line.at !== null && (
          <Text size={200} className={styles.quiet}>
            <RelativeTime at={line.at} />
          </Text>
        )}
      </span>
      <LineAction tenantId={tenantId} line={line} mayAttest={mayAttest} />
      <span>
        <ToneBadge tone={tone} icon={iconOf(line)}>
          {t(`words:gateStatus.${line.status}`)}
        </ToneBadge>
      </span>
    </li>
  )
}

function iconOf(line: GateLine): ReactNode {
  if (line.status === 'attested' || line.status === 'waived') return <CheckmarkStarburst16Filled />
  if (line.status === 'stale') return <History16Regular />
  return <ToneIcon tone={GATE_TONES[line.status]} />
}

/** E1.15 and most lines of an open E2 are confirmed by a person; the others show what they rest on. */
function LineAction({ tenantId, line, mayAttest }: GateLineRowProps): ReactNode {
  const { t } = useTranslation(['gate', 'evidence', 'setup', 'scenarios'])
  const show = EvidenceContext.useSelected((state) => state.show)
  const attest = AttestContext.useSelected((state) => state.start)
  const [evidence] = line.evidence
  const isOpenToAttest = mayAttest && line.status !== 'attested'
  if (evidence !== undefined && !isOpenToAttest) {
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
  if (!isOpenToAttest) return <span />
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
