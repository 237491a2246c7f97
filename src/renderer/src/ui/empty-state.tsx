import { makeStyles, Subtitle2, Text, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'

const useStyles = makeStyles({
  root: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    textAlign: 'center',
    gap: tokens.spacingVerticalS,
    padding: `${tokens.spacingVerticalXXXL} ${tokens.spacingHorizontalXL}`,
    margin: 'auto',
  },
  icon: {
    display: 'grid',
    placeItems: 'center',
    width: '64px',
    height: '64px',
    borderRadius: tokens.borderRadiusCircular,
    color: tokens.colorBrandForeground1,
    backgroundColor: tokens.colorBrandBackground2,
    '& svg': { width: '28px', height: '28px' },
    marginBottom: tokens.spacingVerticalS,
  },
  body: { color: tokens.colorNeutralForeground3, maxWidth: '56ch' },
  action: { marginTop: tokens.spacingVerticalM, display: 'flex', gap: tokens.spacingHorizontalS },
})

export interface EmptyStateProps {
  readonly icon: ReactNode
  readonly title: string
  readonly body: string
  readonly action?: ReactNode
}

/** What a place shows before there is anything to show: why it is empty, and the one thing to do about it. */
export function EmptyState({ icon, title, body, action }: EmptyStateProps): ReactNode {
  const styles = useStyles()
  return (
    <div className={styles.root}>
      <span className={styles.icon} aria-hidden="true">
        {icon}
      </span>
      <Subtitle2 as="h2" style={{ margin: 0 }}>
        {title}
      </Subtitle2>
      <Text align="center" className={styles.body}>
        {body}
      </Text>
      {action !== undefined && <div className={styles.action}>{action}</div>}
    </div>
  )
}
