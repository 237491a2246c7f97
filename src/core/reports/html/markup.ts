import { cutText, onOneLine } from '../visible-text.ts'

/** Text that is HTML already. Made by `html` alone, so that nothing else can get into a page unescaped. */
export interface Markup {
  readonly markup: string
}

type Part = Markup | string | number | readonly Markup[]

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** A text no reader would read to its end; the JSON report has it whole. */
const LONGEST_TEXT = 4_000

/** HTML from a template: every value that is not Markup is escaped for text and quoted attributes, on one line, with nothing hidden in it. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return { markup: strings.map((text, at) => text + render(parts[at] ?? '')).join('') }
}

export const NOTHING: Markup = { markup: '' }

function render(part: Part): string {
  if (typeof part === 'number') return String(part)
  if (typeof part === 'string') return escapeHtml(part)
  return 'markup' in part ? part.markup : part.map(({ markup }) => markup).join('')
}

/** Source: WHATWG HTML, sections 13.1.2.3 (attributes) and 13.1.4 (character references). */
export const escapeHtml = (text: string): string =>
  onOneLine(cutText(text, LONGEST_TEXT)).replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign)
