/** Names Windows keeps for devices, whatever the extension. Source: Microsoft Learn, "Naming Files, Paths, and Namespaces". */
const RESERVED = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(\.|$)/i
/** Separators, what Windows forbids, and characters that do not show. */
const FORBIDDEN = /[<>:"/\\|?*\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/
const LONGEST_BYTES = 240

/** Why a name cannot be one file on every system we run on, or null when it can. */
export function judgeFileName(name: string): string | null {
  if (name === '' || name === '.' || name === '..') return 'it names no file'
  if (FORBIDDEN.test(name)) return 'it holds a separator or a character that file names cannot have'
  if (RESERVED.test(name)) return 'it is reserved by Windows'
  if (/[. ]$/.test(name)) return 'it ends with a dot or a space'
  if (Buffer.byteLength(name) > LONGEST_BYTES) return 'it is too long'
  return null
}
