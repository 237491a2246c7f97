import { stripVTControlCharacters } from 'node:util'

/** Text from outside (lead names, server messages) must not steer the terminal: controls and bidi marks go, line ends become spaces. */
export const plain = (text: string): string =>
  text
    .replace(/\s+/gu, ' ')
    .replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '')
    .trim()

const widthOf = (cell: string): number => Array.from(stripVTControlCharacters(cell)).length
const pad = (cell: string, width: number): string => cell + ' '.repeat(Math.max(0, width - widthOf(cell)))

const GAP = '  '
const NARROWEST_LAST = 24
/** A line under a heading, not across everything that stands below it. */
const LONGEST_LAST_RULE = 40

export interface TableOptions {
  /** Characters per line; the last column wraps into what the others leave. Null = no wrapping (a pipe, a file). */
  readonly width: number | null
}

/**
 * Rows in aligned columns under their headings. Cells may be coloured; they must be `plain` otherwise.
 * @example formatTable(['row', 'status'], [['A1.1', 'passed']], { width: 80 })
 */
export function formatTable(
  headings: readonly string[],
  rows: readonly (readonly string[])[],
  { width }: TableOptions,
): string {
  const widths = headings.map((heading, column) =>
    Math.max(widthOf(heading), ...rows.map((row) => widthOf(row[column] ?? ''))),
  )
  const fixed = widths.slice(0, -1)
  const indent = fixed.reduce((sum, one) => sum + one + GAP.length, 0)
  const room = width === null ? Infinity : Math.max(NARROWEST_LAST, width - indent)
  const rule = widths.map((one, column) =>
    '─'.repeat(column === widths.length - 1 ? Math.min(one, room, LONGEST_LAST_RULE) : one),
  )

  const line = (row: readonly string[]): string => {
    const start = fixed.map((one, column) => pad(row[column] ?? '', one) + GAP).join('')
    const [first = '', ...more] = wrap(row[headings.length - 1] ?? '', room)
    return [start + first, ...more.map((rest) => ' '.repeat(indent) + rest)].map((text) => text.trimEnd()).join('\n')
  }
  return [headings, rule, ...rows].map(line).join('\n')
}

/** Breaks at spaces; a single word longer than the room (a path, a URL) stays whole so that it can be copied. */
function wrap(text: string, room: number): readonly string[] {
  if (widthOf(text) <= room) return [text]
  const lines: string[] = []
  let current = ''
  for (const word of text.split(' ')) {
    if (current !== '' && widthOf(current) + 1 + widthOf(word) > room) {
      lines.push(current)
      current = word
    } else {
      current = current === '' ? word : `${current} ${word}`
    }
  }
  return [...lines, current]
}
