import { makeStyles, Text, tokens } from '@fluentui/react-components'
import { CheckmarkStarburst16Filled, Circle16Regular } from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { AttestContext } from '../../app/attest/attest.store.ts'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { Section } from '../../ui/section.tsx'
import { ToneBadge } from '../../ui/tone-badge.tsx'
import { HAND_LINES } from './attestable-lines.ts'
import { SetupContext } from './setup.store.ts'
import { OpenerButton } from '../../ui/opener-button.tsx'

const useStyles = makeStyles({
  rows: { display: 'flex', flexDirection: 'column', margin: 0, padding: 0, listStyleType: 'none' },
  row: {
    display: 'grid',
    gridTemplateColumns: '104px 44px minmax(0, 1fr) max-content max-content',
    columnGap: tokens.spacingHorizontalM,
    alignItems: 'center',
    padding: `${tokens.spacingVerticalS} 0`,
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
    ':first-child': { borderTopStyle: 'none', paddingTop: 0 },
    ':last-child': { paddingBottom: 0 },
  },
  quiet: { color: tokens.colorNeutralForeground3 },
})

/** Lines of the runbook that only a person can confirm. */
export function AttestedByHand({ tenantId }: { readonly tenantId: string }): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation(['setup', 'words'])
  const attestedAt = SetupContext.useSelected((state) => state.attestedAt)
  const start = AttestContext.useSelected((state) => state.start)
  return (
    <Section title={t('byHand.title')} hint={t('byHand.hint')}>
      <ul className={styles.rows}>
        {HAND_LINES.map((row) => {
          const at = attestedAt.get(row)
          return (
            <li key={row} className={styles.row}>
              {at === undefined ? (
                <ToneBadge tone="neutral" icon={<Circle16Regular />}>
                  {t('byHand.open')}
                </ToneBadge>
              ) : (
                <ToneBadge tone="brand" icon={<CheckmarkStarburst16Filled />}>
                  {t('words:checkStatus.attested')}
                </ToneBadge>
              )}
              <Text className={styles.quiet}>{row}</Text>
              <Text weight="semibold">{t(`byHand.line.${row === 'A1.2' ? 'A1_2' : row}`)}</Text>
              <Text size={200} className={styles.quiet}>
                {at !== undefined && <RelativeTime at={at} />}
              </Text>
              <OpenerButton
                size="small"
                appearance="subtle"
                aria-label={t('attestRow', { row })}
                onClick={() => start({ tenantId, row })}
              >
                {t('attest')}
              </OpenerButton>
            </li>
          )
        })}
      </ul>
    </Section>
  )
}
