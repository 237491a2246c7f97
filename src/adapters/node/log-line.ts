import type { KnownSecrets } from '../../core/ports/known-secrets.ts'
import { maskPersonalData } from '../../shared/lib/mask-personal-data.ts'
import { flattenForLog } from './flatten-for-log.ts'

/**
 * What a terminal or a viewer would act on or hide: control characters beyond those JSON escapes, line and paragraph separators,
 * bidirectional marks, invisible characters, lone surrogates.
 */
const UNSAFE =
  /[\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|\p{Surrogate}/gu

const escapeCharacter = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`

/** One record as one line of JSON (with its newline): known secrets cut out, people masked, nothing in it that a terminal would obey. */
export function logLine(
  record: { readonly at: string; readonly level: string; readonly message: string; readonly fields: unknown },
  knownSecrets: Pick<KnownSecrets, 'redact'>,
): string {
  const { at, level, message, fields } = record
  const flat = flattenForLog({ at, level, message, fields })
  return `${maskPersonalData(knownSecrets.redact(JSON.stringify(flat))).replaceAll(UNSAFE, escapeCharacter)}\n`
}
