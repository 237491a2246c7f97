import { makeStyles, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Screenshot } from '../../../../shared/model/badge-picture.ts'

const useStyles = makeStyles({
  figure: { margin: 0, display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS, flexShrink: 0 },
  picture: {
    alignSelf: 'start',
    maxWidth: '100%',
    height: 'auto',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
  },
  caption: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
})

/** A lead's badge as the window showed it when it was judged. */
export function BadgePicture({ picture }: { readonly picture: Screenshot }): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation(['evidence', 'words'])
  const { png, width, height, domain, badge } = picture
  return (
    <figure className={styles.figure}>
      <img
        className={styles.picture}
        src={`data:image/png;base64,${png}`}
        width={width}
        height={height}
        alt={t('pictureOf', { badge: t(`words:badge.${badge}`), domain })}
      />
      <figcaption className={styles.caption}>{t('picture')}</figcaption>
    </figure>
  )
}
