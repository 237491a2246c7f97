const withOffset = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(:\d\d)?(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/
const dateOnly = /^\d{4}-\d\d-\d\d$/

/**
 * Brings a date or time into the stored form: UTC to the second (`2026-01-31T08:15:00Z`), or a bare day for date-only columns.
 * Answers `undefined` for anything else; a time without an offset is none (`Edm.DateTimeOffset` demands one).
 * A bare day is accepted for times too, as midnight UTC, because filters are commonly written so.
 */
export const normaliseMoment = (text: string, isDateOnly: boolean): string | undefined => {
  if (dateOnly.test(text)) {
    if (Number.isNaN(Date.parse(`${text}T00:00:00Z`))) return undefined
    return isDateOnly ? text : `${text}T00:00:00Z`
  }
  if (isDateOnly || !withOffset.test(text)) return undefined
  const parsed = Date.parse(text.replace(/(\.\d{3})\d+/, '$1'))
  return Number.isNaN(parsed) ? undefined : momentOf(parsed)
}

/** Milliseconds since 1970 in the stored form; Dataverse keeps no fractions of a second. */
export const momentOf = (atMs: number): string => `${new Date(atMs).toISOString().slice(0, 19)}Z`
