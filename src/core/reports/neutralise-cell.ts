/** What a spreadsheet takes for the start of a formula, in the usual and in the full width. Source: OWASP, "CSV Injection". */
const STARTERS = '=+\\-@＝＋－＠'
/** What may stand before it and be overlooked: blanks, marks that do not show, quotes; not the separators below. */
const OVERLOOKED = '[ \\v\\f\\u00a0\\u1680\\u2000-\\u200f\\u2028-\\u202f\\u205f\\u2060\\u3000\\ufeff"\']*'

/** A cell may begin at its start, on a new line, and behind what another locale's spreadsheet splits by: `;`, `,`, tab, `|`. */
const DANGER = new RegExp(`(^|[\\r\\n\\t;,|])(?=${OVERLOOKED}[${STARTERS}])`, 'gu')
const DANGEROUS_START = new RegExp(`^${OVERLOOKED}[${STARTERS}]`, 'u')

/**
 * A cell no spreadsheet runs: an apostrophe goes before whatever would start a formula, which shows it as text. Everything is still there,
 * and a cell that begins with an apostrophe of its own gets one more, so that the marks can be told from the text (`restoreCell` in the tests).
 */
export function neutraliseCell(text: string): string {
  const marked = text.replace(DANGER, (separator) => `${separator}'`)
  return !DANGEROUS_START.test(text) && /^[\t\r']/.test(text) ? `'${marked}` : marked
}
