import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components'
import { useEffect, useRef, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useRecordedText } from '../../i18n/use-recorded-text.ts'
import type { Evidence } from '../../../../shared/model/run.ts'

const useStyles = makeStyles({
  root: { margin: 0, padding: '2px', listStyleType: 'none', overflowY: 'auto', minHeight: 0 },
  button: {
    display: 'flex',
    flexDirection: 'column',
    width: '100%',
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    textAlign: 'left',
    font: 'inherit',
    color: 'inherit',
    backgroundColor: 'transparent',
    border: 'none',
    borderRadius: tokens.borderRadiusMedium,
    cursor: 'pointer',
    overflowWrap: 'anywhere',
    ':hover': { backgroundColor: tokens.colorNeutralBackground3 },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  shown: { backgroundColor: tokens.colorBrandBackground2 },
  quiet: { color: tokens.colorNeutralForeground2 },
})

export interface EvidenceListProps {
  readonly evidence: readonly Evidence[]
  readonly shownId: string
  readonly onSelect: (id: string) => void
}

export function EvidenceList({ evidence, shownId, onSelect }: EvidenceListProps): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation('evidence')
  const recorded = useRecordedText()
  const shown = useRef<HTMLLIElement>(null)
  // Opened from a criterion, the piece may lie far down the run.
  useEffect(() => shown.current?.scrollIntoView({ block: 'nearest' }), [shownId])
  return (
    <ul className={styles.root} aria-label={t('list')}>
      {evidence.map((piece) => (
        <li key={piece.id} ref={piece.id === shownId ? shown : null}>
          <button
            type="button"
            className={mergeClasses(styles.button, piece.id === shownId && styles.shown)}
            aria-current={piece.id === shownId}
            onClick={() => onSelect(piece.id)}
          >
            <Text size={200} weight="semibold">
              {recorded(piece.title)}
            </Text>
            <Text size={100} className={styles.quiet}>
              {piece.step} · {t(`kind.${piece.kind}`)}
            </Text>
          </button>
        </li>
      ))}
    </ul>
  )
}
