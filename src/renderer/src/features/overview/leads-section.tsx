import { Button, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { SyncBadge } from '../../../../shared/model/lead.ts'
import { NavigationContext } from '../../app/navigation/navigation.store.ts'
import { Section } from '../../ui/section.tsx'

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    gap: '2px',
    height: '12px',
    borderRadius: tokens.borderRadiusCircular,
    overflow: 'hidden',
    backgroundColor: tokens.colorNeutralBackground3,
  },
  part: { minWidth: '4px' },
  legend: {
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: tokens.spacingHorizontalL,
    rowGap: tokens.spacingVerticalXS,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
  item: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXS,
    fontVariantNumeric: 'tabular-nums',
  },
  dot: { width: '10px', height: '10px', borderRadius: '3px', flexShrink: 0 },
  quiet: { color: tokens.colorNeutralForeground3 },
  not_synced: { backgroundColor: tokens.colorNeutralStroke1 },
  queued: { backgroundColor: tokens.colorPaletteMarigoldBorderActive },
  in_progress: { backgroundColor: tokens.colorBrandBackground },
  synced: { backgroundColor: tokens.colorStatusSuccessBackground3 },
  error: { backgroundColor: tokens.colorStatusDangerBackground3 },
  conflict: { backgroundColor: tokens.colorPaletteBerryBorderActive },
  unknown: { backgroundColor: tokens.colorStatusWarningBackground3 },
})

const ORDER: readonly SyncBadge[] = ['synced', 'in_progress', 'queued', 'unknown', 'conflict', 'error', 'not_synced']

/** How far the leads are, as one bar and its figures. */
export function LeadsSection({ counts }: { readonly counts: Partial<Readonly<Record<SyncBadge, number>>> }): ReactNode {
  const styles = useStyles()
  const { t, i18n } = useTranslation(['overview', 'words', 'shell'])
  const goTo = NavigationContext.useSelected((state) => state.goTo)
  const parts = ORDER.map((badge) => ({ badge, count: counts[badge] ?? 0 })).filter(({ count }) => count > 0)
  const total = parts.reduce((sum, { count }) => sum + count, 0)
  return (
    <Section
      title={t('leads.title', { count: total })}
      actions={
        <Button size="small" appearance="subtle" onClick={() => goTo('leads')}>
          {t('openPlace', { place: t('shell:place.leads') })}
        </Button>
      }
    >
      {total === 0 ? (
        <Text className={styles.quiet}>{t('leads.none')}</Text>
      ) : (
        <>
          <div className={styles.bar} aria-hidden="true">
            {parts.map(({ badge, count }) => (
              <span key={badge} className={mergeClasses(styles.part, styles[badge])} style={{ flexGrow: count }} />
            ))}
          </div>
          <ul className={styles.legend}>
            {parts.map(({ badge, count }) => (
              <li key={badge} className={styles.item}>
                <span className={mergeClasses(styles.dot, styles[badge])} aria-hidden="true" />
                {count.toLocaleString(i18n.language)} {t(`words:badge.${badge}`)}
              </li>
            ))}
          </ul>
        </>
      )}
    </Section>
  )
}
