import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import {
  ArrowSync16Regular,
  CheckmarkCircle16Filled,
  Circle16Regular,
  DismissCircle16Filled,
  Warning16Filled,
} from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import type { Tone } from './tone-badge.tsx'

const useStyles = makeStyles({
  root: { display: 'inline-flex', flexShrink: 0 },
  neutral: { color: tokens.colorNeutralForeground3 },
  progress: { color: tokens.colorBrandForeground1 },
  brand: { color: tokens.colorBrandForeground1 },
  success: { color: tokens.colorStatusSuccessForeground1 },
  danger: { color: tokens.colorStatusDangerForeground1 },
  warning: { color: tokens.colorStatusWarningForeground3 },
  turning: {
    animationName: { from: { transform: 'rotate(0deg)' }, to: { transform: 'rotate(360deg)' } },
    animationDuration: '1.4s',
    animationIterationCount: 'infinite',
    animationTimingFunction: 'linear',
    '@media (prefers-reduced-motion: reduce)': { animationName: 'none' },
  },
})

const ICONS: Readonly<Record<Tone, ReactNode>> = {
  neutral: <Circle16Regular />,
  progress: <ArrowSync16Regular />,
  brand: <Circle16Regular />,
  success: <CheckmarkCircle16Filled />,
  danger: <DismissCircle16Filled />,
  warning: <Warning16Filled />,
}

/** The sign of a tone; always beside a word, never instead of one. */
export function ToneIcon({ tone, icon }: { readonly tone: Tone; readonly icon?: ReactNode }): ReactNode {
  const styles = useStyles()
  const isTurning = tone === 'progress' && icon === undefined
  return (
    <span aria-hidden="true" className={mergeClasses(styles.root, styles[tone], isTurning && styles.turning)}>
      {icon ?? ICONS[tone]}
    </span>
  )
}
