import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'

const useStyles = makeStyles({
  root: {
    display: 'inline-grid',
    placeItems: 'center',
    width: '24px',
    height: '24px',
    borderRadius: tokens.borderRadiusCircular,
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightSemibold,
    fontVariantNumeric: 'tabular-nums',
    color: tokens.colorNeutralForeground2,
    backgroundColor: tokens.colorNeutralBackground3,
  },
  high: { color: tokens.colorNeutralForegroundOnBrand, backgroundColor: tokens.colorBrandBackground },
  middle: { color: tokens.colorBrandForeground2, backgroundColor: tokens.colorBrandBackground2 },
})

/** Hunter's priority, 1 best to 7; the better, the stronger. */
export function PriorityMark({ priority }: { readonly priority: number | null }): ReactNode {
  const styles = useStyles()
  if (priority === null) return '–'
  return (
    <span
      className={mergeClasses(
        styles.root,
        priority <= 2 && styles.high,
        priority > 2 && priority <= 4 && styles.middle,
      )}
    >
      {priority}
    </span>
  )
}
