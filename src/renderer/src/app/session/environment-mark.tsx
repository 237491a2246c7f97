import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { Beaker16Filled, Box16Filled, ClipboardCheckmark16Filled, ShieldError16Filled } from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { TenantView } from '../../../../shared/model/tenant.ts'
import { markOf, type MarkKind } from './mark-of.ts'

const useStyles = makeStyles({
  root: { display: 'inline-flex', alignItems: 'center', gap: tokens.spacingHorizontalXS, flexShrink: 0 },
  pill: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXS,
    padding: `1px ${tokens.spacingHorizontalS}`,
    minHeight: '22px',
    boxSizing: 'border-box',
    borderRadius: tokens.borderRadiusMedium,
    // Transparent except in high contrast, where the tints are gone.
    border: `1px solid ${tokens.colorTransparentStroke}`,
    fontFamily: tokens.fontFamilyBase,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    fontWeight: tokens.fontWeightBold,
    letterSpacing: '0.04em',
    whiteSpace: 'nowrap',
  },
  sandbox: { color: tokens.colorPaletteBerryForeground2, backgroundColor: tokens.colorPaletteBerryBackground2 },
  DEV: { color: tokens.colorPaletteTealForeground2, backgroundColor: tokens.colorPaletteTealBackground2 },
  TEST: { color: tokens.colorPaletteMarigoldForeground2, backgroundColor: tokens.colorPaletteMarigoldBackground2 },
  // Solid, where the others are tinted: production must look different even in grey.
  PROD: { color: '#ffffff', backgroundColor: '#b10e1c' },
})

const ICONS: Readonly<Record<MarkKind, ReactNode>> = {
  sandbox: <Box16Filled />,
  DEV: <Beaker16Filled />,
  TEST: <ClipboardCheckmark16Filled />,
  PROD: <ShieldError16Filled />,
}

/** Colour, icon and word of a tenant's environment; the sandbox says both that it is one and that it is DEV. */
export function EnvironmentMark({
  tenant,
}: {
  readonly tenant: Pick<TenantView, 'kind' | 'effectiveEnvironment'>
}): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation('shell')
  const kind = markOf(tenant)
  return (
    <span className={styles.root}>
      <span className={mergeClasses(styles.pill, styles[kind])} title={t(`environment.words.${kind}`)} data-mark={kind}>
        <span aria-hidden="true" style={{ display: 'inline-flex' }}>
          {ICONS[kind]}
        </span>
        {kind === 'sandbox' ? `${t('environment.sandbox')} · ${tenant.effectiveEnvironment}` : t(`environment.${kind}`)}
      </span>
    </span>
  )
}
