/** Minutes east of UTC at a given time; the default asks the machine's own time zone. */
export type OffsetAt = (iso: string) => number

export const machineOffset: OffsetAt = (iso) => -new Date(iso).getTimezoneOffset()

/** `2026-03-01 15:00:00 +03:00`: stored in UTC, shown local with its offset. */
export function localTime(iso: string, offsetAt: OffsetAt): string {
  const minutes = offsetAt(iso)
  const shifted = new Date(Date.parse(iso) + minutes * 60_000).toISOString()
  const away = Math.abs(minutes)
  const two = (part: number): string => String(part).padStart(2, '0')
  const offset = `${minutes < 0 ? '-' : '+'}${two(Math.trunc(away / 60))}:${two(away % 60)}`
  return `${shifted.slice(0, 10)} ${shifted.slice(11, 19)} ${offset}`
}

/** The calendar day there. */
export const localDate = (iso: string, offsetAt: OffsetAt): string => localTime(iso, offsetAt).slice(0, 10)
