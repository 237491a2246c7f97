import { makeStyles, Text, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { DecisionEntry } from '../../../../shared/model/gate.ts'
import { useRecordedText } from '../../i18n/use-recorded-text.ts'
import { Disclosure } from '../../ui/disclosure.tsx'
import { KeyValues, type KeyValue } from '../../ui/key-values.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { ToneBadge, type Tone } from '../../ui/tone-badge.tsx'

const useStyles = makeStyles({
  entry: {
    display: 'grid',
    gridTemplateColumns: '40px 96px minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalM} 0`,
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
    ':first-child': { borderTopStyle: 'none', paddingTop: 0 },
  },
  sequence: { color: tokens.colorNeutralForeground3, fontVariantNumeric: 'tabular-nums', textAlign: 'right' },
  words: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXXS,
    minWidth: 0,
    overflowWrap: 'anywhere',
  },
  quiet: { color: tokens.colorNeutralForeground3 },
})

export interface DecisionEntryViewProps {
  readonly entry: DecisionEntry
  readonly icon: ReactNode
}

/** One entry of the chain: the decision, why, by whom, and what ties it to the entries around it. */
export function DecisionEntryView({ entry, icon }: DecisionEntryViewProps): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation('gate')
  const recorded = useRecordedText()
  const { body } = entry
  const tone: Tone = body.decision === 'GO' ? 'success' : body.decision === 'NO-GO' ? 'danger' : 'neutral'
  return (
    <li className={styles.entry} data-sequence={body.sequence}>
      <Text className={styles.sequence}>{body.sequence}</Text>
      <span>
        <ToneBadge tone={tone} icon={icon}>
          {body.decision ?? t('log.restored')}
        </ToneBadge>
      </span>
      <div className={styles.words}>
        <Text weight="semibold">{body.reason === '' ? t('log.restoredReason') : body.reason}</Text>
        <Text size={200} className={styles.quiet}>
          {[body.tenant?.name, body.approver === '' ? null : t('log.approvedBy', { name: body.approver })]
            .filter((word) => word !== null && word !== undefined)
            .join(' · ')}{' '}
          · <RelativeTime at={body.at} />
        </Text>
        <Disclosure label={t('log.details')}>
          <KeyValues items={detailsOf(entry, t, recorded)} />
        </Disclosure>
      </div>
    </li>
  )
}

type Translate = ReturnType<typeof useTranslation<'gate'>>['t']

function detailsOf(
  { body, hash, signature }: DecisionEntry,
  t: Translate,
  recorded: (text: string) => string,
): readonly KeyValue[] {
  const waived = Object.entries(body.waivers).map(([line, reason]) => `${line}: ${reason}`)
  const optional: readonly (readonly [string, string])[] = [
    [t('log.override'), body.override ?? ''],
    [t('log.releases'), body.releases?.name ?? ''],
    [t('log.waivers'), waived.join('; ')],
    [t('log.blockers'), body.blockers.map(recorded).join('; ')],
    [t('log.limitations'), body.knownLimitations],
  ]
  return [
    ...optional.filter(([, value]) => value !== '').map(([key, value]) => ({ key, value })),
    { key: t('log.recordedBy'), value: `${body.recordedBy.user} @ ${body.recordedBy.machine}` },
    { key: t('log.signature'), value: signature === null ? t('log.unsigned') : t('log.signed') },
    { key: t('log.hash'), value: <code>{hash}</code> },
    { key: t('log.previous'), value: <code>{body.previousHash}</code> },
    { key: t('log.evidence'), value: <code>{body.evidenceDigest}</code> },
  ]
}
