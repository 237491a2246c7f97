import { Button, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components'
import { Open16Regular } from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { CheckRow } from '../../../../shared/model/check.ts'
import { CodeBlock } from '../../ui/code-block.tsx'
import { ColumnsButton } from './columns-dialog.tsx'
import { HunterUrlButton } from './hunter-url-dialog.tsx'
import { SetupContext } from './setup.store.ts'

const useStyles = makeStyles({
  remedy: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    marginTop: tokens.spacingVerticalXS,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    backgroundColor: tokens.colorNeutralBackground3,
    borderRadius: tokens.borderRadiusMedium,
  },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  quiet: { marginLeft: `calc(-1 * ${tokens.spacingHorizontalS})` },
})

export interface RowRemedyProps {
  readonly row: CheckRow
  readonly remedy: string | null
}

/** What to do about a row, with the pages, commands and tools to do it. */
export function RowRemedy({ row, remedy }: RowRemedyProps): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation('setup')
  if (remedy === null) return null
  const commands = row.commands ?? []
  return (
    <div className={styles.remedy}>
      <div>
        <Text weight="semibold">{t('remedy')}: </Text>
        <Text>{remedy}</Text>
      </div>
      {commands.length > 0 && <CodeBlock text={commands.join('\n')} label={t('commands')} />}
      <RowTools row={row} appearance="secondary" />
    </div>
  )
}

interface RowToolsProps {
  readonly row: CheckRow
  readonly appearance: 'secondary' | 'subtle'
}

/** Where it is looked at and changed, whatever the verdict. */
export function RowTools({ row, appearance }: RowToolsProps): ReactNode {
  const styles = useStyles()
  if (!hasTools(row)) return null
  return (
    <div className={mergeClasses(styles.actions, appearance === 'subtle' && styles.quiet)}>
      <PortalButtons row={row} appearance={appearance} />
      {isForColumns(row) && <ColumnsButton />}
      {isForHunter(row) && <HunterUrlButton appearance={appearance} />}
    </div>
  )
}

const isForColumns = ({ id, status }: CheckRow): boolean => id === 'A3' && status === 'failed'
const isForHunter = ({ id }: CheckRow): boolean => id === 'B3.1'
const hasTools = (row: CheckRow): boolean => isForColumns(row) || isForHunter(row) || (row.links ?? []).length > 0

function PortalButtons({ row, appearance }: RowToolsProps): ReactNode {
  const { t } = useTranslation('setup')
  const openPortal = SetupContext.useSelected((state) => state.openPortal)
  return (row.links ?? []).map(({ place }) => (
    <Button
      key={place}
      size="small"
      appearance={appearance}
      icon={<Open16Regular />}
      iconPosition="after"
      onClick={() => void openPortal(row.id, place)}
    >
      {t(`place.${place}`)}
    </Button>
  ))
}
