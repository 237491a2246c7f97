/** Characters that turn text around, hide it, or end a line: shown by their code instead. Lone surrogates too: no encoding can hold them. */
const INVISIBLE =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u034f\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0e\ufeff\ufff9-\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

/** The text with nothing hidden in it; line breaks and tabs become spaces. */
export const onOneLine = (text: string): string => text.replace(/[ \r\n\t]+/g, ' ').replace(INVISIBLE, codeOf)

/** The text with nothing hidden in it; its lines stay lines. */
export const onItsLines = (text: string): string =>
  text.replace(INVISIBLE, (sign) => (/[\t\r\n]/.test(sign) ? sign : codeOf(sign)))

const codeOf = (sign: string): string => `[U+${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}]`

/** At most `most` characters of a text, with the number of those left out. Never cuts a pair of surrogates in two. */
export function cutText(text: string, most: number): string {
  if (text.length <= most) return text
  const end = /[\ud800-\udbff]/.test(text[most - 1] ?? '') ? most - 1 : most
  return `${text.slice(0, end)} … (+${String(text.length - end)})`
}
