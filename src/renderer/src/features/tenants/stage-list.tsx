import { makeStyles, Spinner, Text, tokens } from '@fluentui/react-components'
import { CheckmarkCircle16Filled, Circle16Regular, DismissCircle16Filled } from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Stage, StageStatus } from './test-stages.ts'

const useStyles = makeStyles({
  stages: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
  stage: {
    display: 'grid',
    gridTemplateColumns: '20px max-content minmax(0, 1fr)',
    gap: tokens.spacingHorizontalS,
    alignItems: 'center',
  },
  passed: { color: tokens.colorStatusSuccessForeground1, display: 'inline-flex' },
  failed: { color: tokens.colorStatusDangerForeground1, display: 'inline-flex' },
  other: { color: tokens.colorNeutralForeground3, display: 'inline-flex' },
  detail: { color: tokens.colorNeutralForeground3, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
})

export interface StageListProps {
  readonly stages: readonly Stage[]
  /** One line. */
  readonly detailOf: (stage: Stage) => string
}

/** Token, WhoAmI, organisation, and how far a test of them came. */
export function StageList({ stages, detailOf }: StageListProps): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation('tenants')
  return (
    <ol className={styles.stages} aria-live="polite">
      {stages.map((stage) => (
        <li key={stage.name} className={styles.stage}>
          <StageIcon status={stage.status} />
          <Text weight="semibold">{t(`connection.stage.${stage.name}`)}</Text>
          <Text className={styles.detail} title={detailOf(stage)}>
            {detailOf(stage)}
          </Text>
        </li>
      ))}
    </ol>
  )
}

function StageIcon({ status }: { readonly status: StageStatus }): ReactNode {
  const styles = useStyles()
  if (status === 'running') return <Spinner size="extra-tiny" aria-hidden="true" />
  return (
    <span
      aria-hidden="true"
      className={status === 'passed' ? styles.passed : status === 'failed' ? styles.failed : styles.other}
    >
      {status === 'passed' && <CheckmarkCircle16Filled />}
      {status === 'failed' && <DismissCircle16Filled />}
      {(status === 'waiting' || status === 'unknown') && <Circle16Regular />}
    </span>
  )
}
