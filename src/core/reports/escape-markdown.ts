import { onOneLine } from './visible-text.ts'

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

/**
 * Text as part of one line of Markdown that shows exactly this text: no markup, no HTML, no table cell, no second line. Written behind a label
 * or in a cell, never at the start of a line, where more signs would mean something.
 * Source: CommonMark 0.31, sections 2.4 (backslash escapes), 6.2 (an underscore inside a word is only an underscore) and 6.6 (raw HTML);
 * GitHub Flavored Markdown, section 4.10 (tables).
 */
export function escapeMarkdown(text: string): string {
  return onOneLine(text)
    .replace(/[\\`*[\]|~]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, (sign) => `\\${sign}`)
    .replace(/[&<>]/g, (sign) => ENTITIES[sign] ?? sign)
}

/** Text as a code span: for addresses and names of machines, which would be unreadable escaped. Not for table cells. */
export const codeSpan = (text: string): string => `\`${onOneLine(text).replaceAll('`', "'")}\``
