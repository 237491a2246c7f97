export interface Command {
  readonly id: string
  readonly label: string
  readonly run: () => void
}

/** Lower case by the language's own rules (Turkish: `I` → `ı`), then without marks, so that `ayar` and `AYARLAR` meet. */
export const foldWord = (text: string, language: string): string =>
  text.toLocaleLowerCase(language).normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll('ı', 'i')

/** Commands whose label holds every word typed, in their own order. */
export function matchCommands(commands: readonly Command[], query: string, language: string): readonly Command[] {
  const words = foldWord(query, language)
    .split(/\s+/)
    .filter((word) => word !== '')
  return commands.filter((command) => {
    const label = foldWord(command.label, language)
    return words.every((word) => label.includes(word))
  })
}
