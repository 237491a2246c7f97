import { makeStyles, mergeClasses, Subtitle2, Text, tokens } from '@fluentui/react-components'
import { useId, type ReactNode } from 'react'

const useStyles = makeStyles({
  root: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    padding: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalXL}`,
    backgroundColor: tokens.colorNeutralBackground1,
    borderRadius: tokens.borderRadiusLarge,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    minWidth: 0,
  },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalM,
    minHeight: '32px',
  },
  words: { display: 'flex', flexDirection: 'column', gap: '2px', minWidth: 0, flex: '1 1 200px' },
  title: { margin: 0 },
  hint: { color: tokens.colorNeutralForeground3 },
})

export interface SectionProps {
  readonly title: string
  readonly hint?: string | undefined
  readonly actions?: ReactNode
  readonly className?: string | undefined
  readonly children?: ReactNode
}

/** One card of a place, named by its heading. */
export function Section({ title, hint, actions, className, children }: SectionProps): ReactNode {
  const styles = useStyles()
  const id = useId()
  return (
    <section className={mergeClasses(styles.root, className)} aria-labelledby={id}>
      <div className={styles.head}>
        <div className={styles.words}>
          <Subtitle2 as="h2" id={id} className={styles.title}>
            {title}
          </Subtitle2>
          {hint !== undefined && (
            <Text size={200} className={styles.hint}>
              {hint}
            </Text>
          )}
        </div>
        {actions}
      </div>
      {children}
    </section>
  )
}
