/** What a spreadsheet takes for the start of a formula, in the usual and in the full width. Source: OWASP, "CSV Injection". */
const STARTERS = '=+\\-@＝＋－＠'
/** What may stand before it and be overlooked: blanks, marks that do not show, quotes; not the separators below. */
const FORMULA = `[ \\v\\f\\u00a0\\u1680\\u2000-\\u200f\\u2028-\\u202f\\u205f\\u2060\\u3000\\ufeff"']*[${STARTERS}]`

/** A cell may begin at its start, on a new line, and behind what another locale's spreadsheet splits by: `;`, `,`, tab, `|`. */
const UNMARKED = new RegExp(`(^|[\\r\\n\\t;,|])(?=${FORMULA})`, 'gu')
const MARKED = new RegExp(`(^|[\\r\\n\\t;,|])'(?=${FORMULA})`, 'gu')
/** A tab or line break at a cell's very start runs nothing by itself, but is a starter to some spreadsheets. */
const BREAK_FIRST = /^'*[\t\r\n]/
const MARKED_BREAK_FIRST = /^'+[\t\r\n]/

/**
 * A cell no spreadsheet runs: an apostrophe goes before whatever would start a formula, which shows it as text. Nothing is lost: an
 * apostrophe that stands there already gets another one, so `restoreCell` gives back exactly this text.
 */
export function neutraliseCell(text: string): string {
  const marked = text.replace(UNMARKED, (separator) => `${separator}'`)
  return BREAK_FIRST.test(text) ? `'${marked}` : marked
}

/** The text that `neutraliseCell` was given. A cell that somebody else wrote keeps its apostrophes, except where they stand before a formula. */
export function restoreCell(cell: string): string {
  const text = MARKED_BREAK_FIRST.test(cell) ? cell.slice(1) : cell
  return text.replace(MARKED, (_marked, separator: string) => separator)
}
