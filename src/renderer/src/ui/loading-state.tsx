import { makeStyles, Skeleton, SkeletonItem, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
})

/** Holds the place of what is being read, so that nothing jumps when it comes. */
export function LoadingState({
  rows = 4,
  height = 40,
}: {
  readonly rows?: number
  readonly height?: 16 | 40 | 72
}): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation()
  return (
    <Skeleton className={styles.root} aria-label={t('loading')} aria-busy="true">
      {Array.from({ length: rows }, (_, row) => (
        <SkeletonItem key={row} size={height} />
      ))}
    </Skeleton>
  )
}
