import { Button, makeStyles, Spinner, Text, tokens } from '@fluentui/react-components'
import { ArrowClockwise16Regular } from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { CheckRow } from '../../../../shared/model/check.ts'
import { AttestContext } from '../../app/attest/attest.store.ts'
import { EvidenceContext } from '../../app/evidence/evidence.store.ts'
import { useRunbookText } from '../../i18n/use-runbook-text.ts'
import { OpenerButton } from '../../ui/opener-button.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { ToneBadge } from '../../ui/tone-badge.tsx'
import { CheckIcon } from './check-icon.tsx'
import { CHECK_TONES } from './check-tones.ts'
import { rowElementId } from './row-element-id.ts'
import { RowRemedy, RowTools } from './row-remedy.tsx'
import { SetupContext } from './setup.store.ts'
import { useRowWords } from './use-row-words.ts'

const useStyles = makeStyles({
  row: {
    display: 'grid',
    gridTemplateColumns: '116px 44px minmax(0, 1fr) max-content',
    columnGap: tokens.spacingHorizontalM,
    alignItems: 'start',
    padding: `${tokens.spacingVerticalM} 0`,
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
    ':first-child': { borderTopStyle: 'none', paddingTop: 0 },
    ':last-child': { paddingBottom: 0 },
  },
  quiet: { color: tokens.colorNeutralForeground3 },
  proven: { color: tokens.colorNeutralForeground3, marginTop: tokens.spacingVerticalXS },
  id: { color: tokens.colorNeutralForeground3, fontVariantNumeric: 'tabular-nums', lineHeight: '22px' },
  words: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXXS,
    minWidth: 0,
    overflowWrap: 'anywhere',
  },
  head: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  actions: { display: 'flex', gap: tokens.spacingHorizontalXS, justifyContent: 'flex-end' },
})

/** One row of the runbook: verdict, what was found, what to do, who confirmed the rest. */
export function CheckRowLine({ tenantId, row }: { readonly tenantId: string; readonly row: CheckRow }): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation(['setup', 'words'])
  const runbookText = useRunbookText()
  const words = useRowWords()(row)
  return (
    <li id={rowElementId(row.id)} tabIndex={-1} className={styles.row} data-row={row.id} data-status={row.status}>
      <ToneBadge tone={CHECK_TONES[row.status]} icon={<CheckIcon status={row.status} />}>
        {isOpenLine(row) ? t('open') : t(`words:checkStatus.${row.status}`)}
      </ToneBadge>
      <Text className={styles.id}>{row.id}</Text>
      <div className={styles.words}>
        <div className={styles.head}>
          <Text weight="semibold">{runbookText(row.id, row.title)}</Text>
          {row.stale != null && <ToneBadge tone="warning">{t(`stale.${row.stale}`)}</ToneBadge>}
        </div>
        <Text>{words.detail}</Text>
        <RowRemedy row={row} remedy={words.remedy} />
        <AttestedPart row={row} toAttest={words.toAttest} />
        <Proven row={row} proves={words.proves} />
        {words.remedy === null && <RowTools row={row} appearance="subtle" />}
      </div>
      <RowActions tenantId={tenantId} row={row} />
    </li>
  )
}

/** Nothing but a person's word, and nobody gave it yet: the row's own sentence says what is to be confirmed. */
const isOpenLine = ({ status, detail, toAttest }: CheckRow): boolean =>
  status === 'skipped' && toAttest != null && detail.startsWith(toAttest)

function AttestedPart({ row, toAttest }: { readonly row: CheckRow; readonly toAttest: string | null }): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation('setup')
  if (row.attestation != null) {
    const { by, at, note } = row.attestation
    return (
      <Text size={200} className={styles.quiet}>
        {row.status !== 'attested' && toAttest !== null && `${toAttest} `}
        {t('confirmedBy', { by })} <RelativeTime at={at} />
        {note !== '' && ` · ${note}`}
      </Text>
    )
  }
  if (toAttest === null || isOpenLine(row)) return null
  return (
    <Text size={200} className={styles.quiet}>
      {t('toConfirm', { what: toAttest })}
    </Text>
  )
}

/** What a pass means and when it was asked; nothing for a row that is a person's word alone. */
function Proven({ row, proves }: { readonly row: CheckRow; readonly proves: string | null }): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation('setup')
  if (proves === null || row.at === undefined || row.status === 'attested' || isOpenLine(row)) return null
  return (
    <Text size={200} className={styles.proven}>
      {t('passMeans', { what: proves })} {t('checked')} <RelativeTime at={row.at} />
    </Text>
  )
}

function RowActions({ tenantId, row }: { readonly tenantId: string; readonly row: CheckRow }): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation(['setup', 'evidence'])
  const startAttesting = AttestContext.useSelected((state) => state.start)
  const showEvidence = EvidenceContext.useSelected((state) => state.show)
  const [firstEvidence] = row.evidence
  return (
    <div className={styles.actions}>
      {firstEvidence !== undefined && (
        <OpenerButton size="small" appearance="subtle" onClick={() => showEvidence(firstEvidence)}>
          {t('evidence:show')}
        </OpenerButton>
      )}
      {row.toAttest != null && (
        <OpenerButton
          size="small"
          appearance="subtle"
          aria-label={t('attestRow', { row: row.id })}
          onClick={() => startAttesting({ tenantId, row: row.id })}
        >
          {t('attest')}
        </OpenerButton>
      )}
      {row.status !== 'attested' && !isOpenLine(row) && <RunAgain row={row.id} />}
    </div>
  )
}

function RunAgain({ row }: { readonly row: string }): ReactNode {
  const { t } = useTranslation('setup')
  const isRunning = SetupContext.useSelected((state) => state.isRunning)
  const isThisOne = SetupContext.useSelected((state) => state.runningRow === row)
  const runRow = SetupContext.useSelected((state) => state.runRow)
  return (
    <Button
      size="small"
      appearance="subtle"
      icon={isThisOne ? <Spinner size="extra-tiny" /> : <ArrowClockwise16Regular />}
      aria-label={t('runRow', { row })}
      title={t('runRow', { row })}
      disabledFocusable={isRunning}
      onClick={() => void runRow(row)}
    />
  )
}
