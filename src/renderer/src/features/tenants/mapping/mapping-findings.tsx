import { makeStyles, Text, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { adviseMappingFinding } from '../../../../../shared/advice/mapping-texts.ts'
import type { MappingFinding } from '../../../../../shared/model/mapping.ts'
import { languageOf } from '../../../i18n/create-i18n.ts'
import { ToneIcon } from '../../../ui/tone-icon.tsx'
import type { DraftFault } from './mapping-draft.ts'

const useStyles = makeStyles({
  list: {
    margin: 0,
    padding: 0,
    listStyleType: 'none',
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXS,
  },
  item: { display: 'flex', gap: tokens.spacingHorizontalS, alignItems: 'flex-start' },
  icon: { paddingTop: '2px' },
  words: { minWidth: 0, overflowWrap: 'anywhere' },
  todo: { fontWeight: tokens.fontWeightSemibold },
})

export interface MappingFindingsProps {
  readonly faults?: readonly DraftFault[]
  readonly findings: readonly MappingFinding[]
}

/** What is wrong with one column, and what to do about it. */
export function MappingFindings({ faults = [], findings }: MappingFindingsProps): ReactNode {
  const styles = useStyles()
  const { t, i18n } = useTranslation('tenants')
  if (faults.length + findings.length === 0) return null
  return (
    <ul className={styles.list}>
      {faults.map((fault) => (
        <li key={fault} className={styles.item}>
          <span className={styles.icon}>
            <ToneIcon tone="danger" />
          </span>
          <Text size={200} className={styles.words}>
            {t(`mapping.fault.${fault}`)}
          </Text>
        </li>
      ))}
      {findings.map((finding) => {
        const [means, remedy] = adviseMappingFinding(finding, languageOf(i18n.language))
        return (
          <li key={means} className={styles.item}>
            <span className={styles.icon}>
              <ToneIcon tone={finding.blocks ? 'danger' : 'warning'} />
            </span>
            <Text size={200} className={styles.words}>
              {means} <span className={styles.todo}>{remedy}</span>
            </Text>
          </li>
        )
      })}
    </ul>
  )
}
