/** Text made safe for element content and quoted attributes. */
export const escapeHtml = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')

/** Markup that is known to be safe, so that it cannot be confused with text. */
export interface Markup {
  readonly markup: string
}

/** Template tag: everything put in is escaped, unless it is markup itself; lists are joined. */
export const safe = (strings: TemplateStringsArray, ...values: readonly Part[]): Markup => ({
  markup: strings.map((text, index) => text + (index < values.length ? render(values[index] ?? '') : '')).join(''),
})

type Part = string | number | Markup | readonly Markup[]

const isList = (part: Part): part is readonly Markup[] => Array.isArray(part)

const render = (part: Part): string => {
  if (isList(part)) return part.map(({ markup }) => markup).join('')
  return typeof part === 'object' ? part.markup : escapeHtml(String(part))
}
