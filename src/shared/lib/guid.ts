const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i

/** A GUID and nothing else, as the portal shows ids. */
export const isGuid = (text: string): boolean =>
  /^\{?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?$/i.test(text.trim())

/** The GUID a text begins with, in lower case: out of braces or quotes, with or without its dashes. Null for any other text. */
export function tidyGuid(text: string): string | null {
  const bare = text
    .trim()
    .replace(/^[{("']+|[})"']+$/g, '')
    .replace(/^([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})$/i, '$1-$2-$3-$4-$5')
  return GUID.exec(bare)?.[0].toLowerCase() ?? null
}
