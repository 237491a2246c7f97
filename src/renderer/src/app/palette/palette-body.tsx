import { Input, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components'
import { Search20Regular } from '@fluentui/react-icons'
import { useId, useState, type KeyboardEvent, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { matchCommands, type Command } from './match-commands.ts'
import { useCommands } from './use-commands.ts'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  list: { margin: 0, padding: 0, listStyleType: 'none', maxHeight: '320px', overflowY: 'auto' },
  option: {
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    borderRadius: tokens.borderRadiusMedium,
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorNeutralBackground3 },
  },
  chosen: { backgroundColor: tokens.colorBrandBackground2 },
  quiet: { color: tokens.colorNeutralForeground3, padding: tokens.spacingHorizontalM },
})

/** What is typed, and the commands that match; arrows choose, Enter runs. */
export function PaletteBody({ onDone }: { readonly onDone: () => void }): ReactNode {
  const styles = useStyles()
  const { t, i18n } = useTranslation('shell')
  const listId = useId()
  const commands = useCommands()
  const [query, setQuery] = useState('')
  const [index, setIndex] = useState(0)
  const found = matchCommands(commands, query, i18n.language)
  const chosen = Math.max(0, Math.min(index, found.length - 1))
  const chosenCommand = found[chosen]
  const run = (command: Command | undefined): void => {
    if (!command) return
    onDone()
    command.run()
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown') setIndex(Math.min(chosen + 1, found.length - 1))
    else if (event.key === 'ArrowUp') setIndex(Math.max(chosen - 1, 0))
    else if (event.key === 'Enter') run(chosenCommand)
    else return
    event.preventDefault()
  }
  return (
    <div className={styles.root}>
      <Input
        autoFocus
        role="combobox"
        aria-expanded
        aria-controls={listId}
        aria-label={t('palette.title')}
        {...(chosenCommand && { 'aria-activedescendant': `${listId}-${chosenCommand.id}` })}
        placeholder={t('palette.placeholder')}
        contentBefore={<Search20Regular />}
        value={query}
        onChange={(_event, data) => {
          setQuery(data.value)
          setIndex(0)
        }}
        onKeyDown={onKeyDown}
      />
      {found.length === 0 && <Text className={styles.quiet}>{t('palette.nothing', { query })}</Text>}
      <ul id={listId} role="listbox" aria-label={t('palette.title')} className={styles.list}>
        {found.map((command, position) => (
          <li
            key={command.id}
            id={`${listId}-${command.id}`}
            role="option"
            aria-selected={position === chosen}
            className={mergeClasses(styles.option, position === chosen && styles.chosen)}
            onClick={() => run(command)}
          >
            {command.label}
          </li>
        ))}
      </ul>
    </div>
  )
}
