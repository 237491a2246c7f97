/** A GUID and nothing else, as the portal shows ids. */
export const isGuid = (text: string): boolean =>
  /^\{?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?$/i.test(text.trim())
