import { splitOutside } from './odata/query-options.ts'
import type { HeaderValues, Preferences, RequestHeaders } from './operation.ts'

const none: Preferences = {
  returnRepresentation: false,
  annotations: [],
  maxPageSize: undefined,
  continueOnError: false,
}

/** Reads the `Prefer` header; unknown preferences are ignored (RFC 7240 section 2). */
export const readPreferences = (headers: RequestHeaders): Preferences => {
  const header = headers.get('prefer')
  if (header === undefined) return none
  let preferences = none
  for (const part of splitAtCommas(header)) preferences = apply(preferences, part.trim())
  return preferences
}

/** Commas inside the quoted list of annotations do not separate preferences. */
const splitAtCommas = (header: string): readonly string[] => splitOutside(header.replaceAll('"', "'"), ',')

const apply = (preferences: Preferences, part: string): Preferences => {
  const equals = part.indexOf('=')
  const name = (equals < 0 ? part : part.slice(0, equals))
    .trim()
    .toLowerCase()
    .replace(/^odata\./, '')
  const value =
    equals < 0
      ? ''
      : part
          .slice(equals + 1)
          .trim()
          .replaceAll("'", '')
  switch (name) {
    case 'return':
      return { ...preferences, returnRepresentation: value === 'representation' }
    case 'include-annotations':
      return { ...preferences, annotations: value.split(',').map((pattern) => pattern.trim()) }
    case 'maxpagesize': {
      const size = Number(value)
      return Number.isInteger(size) && size > 0 ? { ...preferences, maxPageSize: size } : preferences
    }
    case 'continue-on-error':
      return { ...preferences, continueOnError: value !== 'false' }
    default:
      return preferences
  }
}

/** The `Preference-Applied` header: what was heeded, and the annotations that were asked for (RFC 7240 section 3). */
export const preferenceApplied = (preferences: Preferences, ...heeded: readonly string[]): HeaderValues => {
  const { annotations } = preferences
  const applied =
    annotations.length === 0 ? heeded : [...heeded, `odata.include-annotations="${annotations.join(',')}"`]
  return applied.length === 0 ? {} : { 'Preference-Applied': applied.join(', ') }
}

/** Detection is suppressed unless a request says otherwise ("Detect duplicate data using the Web API"). */
export const wantsDuplicateDetection = (headers: RequestHeaders): boolean =>
  headers.get('mscrm.suppressduplicatedetection')?.toLowerCase() === 'false'

/** Whether an annotation was asked for; `*` stands for anything, at the end of a pattern or alone. */
export const wantsAnnotation = (preferences: Preferences, name: string): boolean =>
  preferences.annotations.some((pattern) =>
    pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : pattern === name,
  )
