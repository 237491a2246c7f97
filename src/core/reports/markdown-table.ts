import { escapeMarkdown } from './escape-markdown.ts'

export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  return [
    '',
    `| ${head.join(' | ')} |`,
    `|${head.map(() => '---').join('|')}|`,
    ...rows.map((cells) => `| ${cells.map(escapeMarkdown).join(' | ')} |`),
  ]
}

export const yesNo = (isTrue: boolean): string => (isTrue ? 'yes' : 'no')
