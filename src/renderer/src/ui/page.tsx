import { makeStyles, mergeClasses, Text, Title3, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', height: '100%', minHeight: 0 },
  header: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-start',
    justifyContent: 'space-between',
    gap: `${tokens.spacingVerticalXXS} ${tokens.spacingVerticalM}`,
    padding: `${tokens.spacingVerticalXL} ${tokens.spacingHorizontalXXL} ${tokens.spacingVerticalL}`,
  },
  titleRow: {
    display: 'flex',
    alignItems: 'center',
    flexWrap: 'wrap',
    gap: `${tokens.spacingVerticalXXS} ${tokens.spacingHorizontalM}`,
    minWidth: 0,
    // The mark stays beside the title: where there is no room for all, the actions go below.
    flex: '1 1 auto',
  },
  title: { margin: 0, outlineStyle: 'none' },
  // Below title and actions, whatever they leave beside each other.
  lead: { order: 1, flex: '1 0 100%', color: tokens.colorNeutralForeground3 },
  actions: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  body: {
    flex: 1,
    minHeight: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalL,
    padding: `0 ${tokens.spacingHorizontalXXL} ${tokens.spacingVerticalXXL}`,
  },
  scrolling: { overflowY: 'auto' },
})

export interface PageProps {
  readonly title: string
  readonly lead?: string | undefined
  /** What must be seen beside the title, such as the environment a place writes to. */
  readonly mark?: ReactNode
  readonly actions?: ReactNode
  /** Off where the place brings a scrolling part of its own. */
  readonly scrolls?: boolean
  readonly children: ReactNode
}

/** The frame of a place: one heading, what it is for, its actions, and one part that scrolls. */
export function Page({ title, lead, mark, actions, scrolls = true, children }: PageProps): ReactNode {
  const styles = useStyles()
  return (
    <div className={styles.root}>
      <header className={styles.header}>
        <div className={styles.titleRow}>
          <Title3 as="h1" className={styles.title} tabIndex={-1} data-place-heading="">
            {title}
          </Title3>
          {mark}
        </div>
        {lead !== undefined && <Text className={styles.lead}>{lead}</Text>}
        {actions !== undefined && <div className={styles.actions}>{actions}</div>}
      </header>
      <div className={mergeClasses(styles.body, scrolls && styles.scrolling)} {...(scrolls ? { tabIndex: -1 } : {})}>
        {children}
      </div>
    </div>
  )
}
