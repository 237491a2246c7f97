import { Button, makeStyles, Text, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Candidate } from '../../../../shared/model/lead.ts'
import { LeadsContext } from './leads.store.ts'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  list: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
  candidate: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    gap: tokens.spacingVerticalXXS,
    padding: tokens.spacingHorizontalM,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  quiet: { color: tokens.colorNeutralForeground3, overflowWrap: 'anywhere' },
  none: { alignSelf: 'flex-start' },
  button: { marginTop: tokens.spacingVerticalXS },
})

export interface ConflictChoiceProps {
  readonly domain: string
  readonly candidates: readonly Candidate[]
}

/** The records that may be this company, and the choice of one of them. */
export function ConflictChoice({ domain, candidates }: ConflictChoiceProps): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation('leads')
  const adopt = LeadsContext.useSelected((state) => state.adopt)
  const decline = LeadsContext.useSelected((state) => state.decline)
  const isBusy = LeadsContext.useSelected((state) => state.detailAction.status === 'busy')
  return (
    <div className={styles.root}>
      <Text weight="semibold">{t('conflict.title')}</Text>
      <Text size={200} className={styles.quiet}>
        {t('conflict.body')}
      </Text>
      <ul className={styles.list}>
        {candidates.map((candidate) => (
          <li key={candidate.d365LeadId} className={styles.candidate}>
            <Text weight="semibold">{candidate.companyName ?? candidate.subject ?? t('conflict.noName')}</Text>
            <Text size={200} className={styles.quiet}>
              {[
                candidate.websiteUrl,
                candidate.isOpen ? t('conflict.open') : t('conflict.closed'),
                t(`conflict.matchedBy.${candidate.matchedBy}`),
              ]
                .filter((word) => word !== null)
                .join(' · ')}
            </Text>
            <Text size={100} font="monospace" className={styles.quiet}>
              {candidate.d365LeadId}
            </Text>
            <Button
              size="small"
              className={styles.button}
              disabledFocusable={isBusy}
              onClick={() => void adopt(domain, candidate.d365LeadId)}
            >
              {t('conflict.adopt')}
            </Button>
          </li>
        ))}
      </ul>
      <Text size={200} className={styles.quiet}>
        {t('conflict.noneBody')}
      </Text>
      <Button className={styles.none} disabledFocusable={isBusy} onClick={() => void decline(domain)}>
        {t('conflict.none')}
      </Button>
    </div>
  )
}
