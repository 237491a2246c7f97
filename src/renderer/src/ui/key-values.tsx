import { makeStyles, tokens } from '@fluentui/react-components'
import { Fragment, type ReactNode } from 'react'

const useStyles = makeStyles({
  root: {
    display: 'grid',
    gridTemplateColumns: 'minmax(110px, max-content) minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalL,
    rowGap: tokens.spacingVerticalS,
    margin: 0,
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
  },
  key: { color: tokens.colorNeutralForeground3, maxWidth: '180px' },
  value: { margin: 0, overflowWrap: 'anywhere', minWidth: 0 },
})

export interface KeyValue {
  readonly key: string
  readonly value: ReactNode
}

/** Pairs of a name and a value, aligned. */
export function KeyValues({ items }: { readonly items: readonly KeyValue[] }): ReactNode {
  const styles = useStyles()
  return (
    <dl className={styles.root}>
      {items.map((item) => (
        <Fragment key={item.key}>
          <dt className={styles.key}>{item.key}</dt>
          <dd className={styles.value}>{item.value}</dd>
        </Fragment>
      ))}
    </dl>
  )
}
