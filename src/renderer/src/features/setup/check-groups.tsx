import { makeStyles, Text, tokens } from '@fluentui/react-components'
import { CheckmarkStarburst16Filled } from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { CheckRow } from '../../../../shared/model/check.ts'
import { AttestContext } from '../../app/attest/attest.store.ts'
import { EvidenceContext } from '../../app/evidence/evidence.store.ts'
import { useRunbookText } from '../../i18n/use-runbook-text.ts'
import { Section } from '../../ui/section.tsx'
import { ToneBadge } from '../../ui/tone-badge.tsx'
import { ToneIcon } from '../../ui/tone-icon.tsx'
import { CHECK_TONES } from './check-tones.ts'
import { groupRows } from './group-rows.ts'
import { ATTESTABLE_PARTS } from './attestable-lines.ts'
import { OpenerButton } from '../../ui/opener-button.tsx'

const useStyles = makeStyles({
  rows: { display: 'flex', flexDirection: 'column', margin: 0, padding: 0, listStyleType: 'none' },
  row: {
    display: 'grid',
    gridTemplateColumns: '104px 44px minmax(0, 1fr) max-content',
    columnGap: tokens.spacingHorizontalM,
    alignItems: 'start',
    padding: `${tokens.spacingVerticalM} 0`,
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
    ':first-child': { borderTopStyle: 'none', paddingTop: 0 },
    ':last-child': { paddingBottom: 0 },
  },
  id: { color: tokens.colorNeutralForeground3, fontVariantNumeric: 'tabular-nums', lineHeight: '22px' },
  words: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXXS,
    minWidth: 0,
    overflowWrap: 'anywhere',
  },
  remedy: {
    marginTop: tokens.spacingVerticalXS,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    backgroundColor: tokens.colorNeutralBackground3,
    borderRadius: tokens.borderRadiusMedium,
  },
  actions: { display: 'flex', gap: tokens.spacingHorizontalXS, flexWrap: 'wrap', justifyContent: 'flex-end' },
})

const KNOWN = ['P', 'A1', 'A2', 'A3', 'A4', 'B1', 'B1f', 'B2', 'B3', 'B4'] as const

export interface CheckGroupsProps {
  readonly tenantId: string
  readonly rows: readonly CheckRow[]
}

export function CheckGroups({ tenantId, rows }: CheckGroupsProps): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation('setup')
  return groupRows(rows).map((group) => {
    const known = KNOWN.find((id) => id === group.id)
    return (
      <Section key={group.id} title={known === undefined ? t('other', { id: group.id }) : t(`group.${known}`)}>
        <ul className={styles.rows}>
          {group.rows.map((row) => (
            <CheckRowLine key={row.id} tenantId={tenantId} row={row} />
          ))}
        </ul>
      </Section>
    )
  })
}

function CheckRowLine({ tenantId, row }: { readonly tenantId: string; readonly row: CheckRow }): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation(['setup', 'words', 'evidence'])
  const runbookText = useRunbookText()
  const startAttesting = AttestContext.useSelected((state) => state.start)
  const showEvidence = EvidenceContext.useSelected((state) => state.show)
  const [firstEvidence] = row.evidence
  const tone = CHECK_TONES[row.status]
  return (
    <li className={styles.row} data-row={row.id} data-status={row.status}>
      <ToneBadge
        tone={tone}
        icon={row.status === 'attested' ? <CheckmarkStarburst16Filled /> : <ToneIcon tone={tone} />}
      >
        {t(`words:checkStatus.${row.status}`)}
      </ToneBadge>
      <Text className={styles.id}>{row.id}</Text>
      <div className={styles.words}>
        <Text weight="semibold">{runbookText(row.id, row.title)}</Text>
        <Text>{row.detail}</Text>
        {row.remedy !== null && (
          <div className={styles.remedy}>
            <Text weight="semibold">{t('remedy')}: </Text>
            <Text>{row.remedy}</Text>
          </div>
        )}
      </div>
      <div className={styles.actions}>
        {firstEvidence !== undefined && (
          <OpenerButton size="small" appearance="subtle" onClick={() => showEvidence(firstEvidence)}>
            {t('evidence:show')}
          </OpenerButton>
        )}
        {ATTESTABLE_PARTS.has(row.id) && (
          <OpenerButton
            size="small"
            appearance="subtle"
            aria-label={t('attestRow', { row: row.id })}
            onClick={() => startAttesting({ tenantId, row: row.id })}
          >
            {t('attest')}
          </OpenerButton>
        )}
      </div>
    </li>
  )
}
