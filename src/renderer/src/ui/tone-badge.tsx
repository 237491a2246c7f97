import { makeStyles, mergeClasses, shorthands, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'

export type Tone = 'neutral' | 'progress' | 'success' | 'danger' | 'warning' | 'brand'

const BRAND_TINT = {
  color: tokens.colorBrandForeground2,
  backgroundColor: tokens.colorBrandBackground2,
  ...shorthands.borderColor(tokens.colorBrandStroke2),
}

const useStyles = makeStyles({
  root: {
    display: 'inline-flex',
    justifySelf: 'start',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXS,
    padding: `1px ${tokens.spacingHorizontalS}`,
    minHeight: '22px',
    boxSizing: 'border-box',
    borderRadius: tokens.borderRadiusCircular,
    border: `1px solid ${tokens.colorTransparentStroke}`,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    fontWeight: tokens.fontWeightSemibold,
    whiteSpace: 'nowrap',
    fontFamily: tokens.fontFamilyBase,
    '& svg': { flexShrink: 0 },
  },
  neutral: {
    color: tokens.colorNeutralForeground2,
    backgroundColor: tokens.colorNeutralBackground3,
    ...shorthands.borderColor(tokens.colorNeutralStroke2),
  },
  progress: BRAND_TINT,
  brand: BRAND_TINT,
  // With an edge, as Fluent's own tinted badge has it: on a message of the same tone the ground alone cannot be seen.
  success: {
    color: tokens.colorStatusSuccessForeground1,
    backgroundColor: tokens.colorStatusSuccessBackground1,
    ...shorthands.borderColor(tokens.colorStatusSuccessBorder1),
  },
  danger: {
    color: tokens.colorStatusDangerForeground1,
    backgroundColor: tokens.colorStatusDangerBackground1,
    ...shorthands.borderColor(tokens.colorStatusDangerBorder1),
  },
  warning: {
    color: tokens.colorStatusWarningForeground3,
    backgroundColor: tokens.colorStatusWarningBackground1,
    ...shorthands.borderColor(tokens.colorStatusWarningBorder1),
  },
})

export interface ToneBadgeProps {
  readonly tone: Tone
  readonly icon?: ReactNode
  readonly children: ReactNode
  readonly title?: string | undefined
  readonly className?: string | undefined
}

/** A state as icon, word and tone together: it can be read without seeing colour. */
export function ToneBadge({ tone, icon, children, title, className }: ToneBadgeProps): ReactNode {
  const styles = useStyles()
  return (
    <span className={mergeClasses(styles.root, styles[tone], className)} title={title}>
      {icon !== undefined && (
        <span aria-hidden="true" style={{ display: 'inline-flex' }}>
          {icon}
        </span>
      )}
      {children}
    </span>
  )
}
