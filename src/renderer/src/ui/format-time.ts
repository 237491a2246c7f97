const STEPS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
]

/** `5 minutes ago`, `yesterday`, in the given language; a moment within 45 s of now is `now`. */
export function formatRelative(at: string, nowMs: number, language: string): string {
  const differenceMs = Date.parse(at) - nowMs
  const format = new Intl.RelativeTimeFormat(language, { numeric: 'auto' })
  if (Math.abs(differenceMs) < 45_000) return format.format(0, 'second')
  for (const [unit, lengthMs] of STEPS) {
    if (Math.abs(differenceMs) >= lengthMs) return format.format(Math.round(differenceMs / lengthMs), unit)
  }
  return format.format(Math.round(differenceMs / 60_000), 'minute')
}

/** The whole moment in local time with its offset: `23 Nov 2026, 09:16:31 GMT+3`. */
export const formatMoment = (at: string, language: string): string =>
  new Intl.DateTimeFormat(language, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'shortOffset',
  }).format(new Date(at))

/** A day of this year or the next: `30 Nov`. */
export const formatDay = (at: string, language: string): string =>
  new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short' }).format(new Date(at))

/** Time of day with seconds, for lists where the day is plain. */
export const formatClock = (at: string, language: string): string =>
  new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }).format(
    new Date(at),
  )

const unit = (value: number, name: string, language: string, digits = 0): string =>
  new Intl.NumberFormat(language, {
    style: 'unit',
    unit: name,
    unitDisplay: 'short',
    maximumFractionDigits: digits,
  }).format(value)

/** `240 ms`, `8.2 s`, `2 min 5 s`. Rounded before it is split, so that a minute never shows as sixty seconds. */
export function formatDuration(ms: number, language: string): string {
  if (ms < 999.5) return unit(Math.round(ms), 'millisecond', language)
  if (ms < 59_950) return unit(ms / 1000, 'second', language, 1)
  const wholeSeconds = Math.round(ms / 1000)
  return `${unit(Math.floor(wholeSeconds / 60), 'minute', language)} ${unit(wholeSeconds % 60, 'second', language)}`
}

/** A running clock: whole seconds from `0 s` on, so that its width and unit do not flicker. */
export const formatElapsed = (ms: number, language: string): string =>
  ms < 60_000 ? unit(Math.floor(ms / 1000), 'second', language) : formatDuration(ms - (ms % 1000), language)

/** `4.2 MB` with a decimal unit, as file managers show it. */
export function formatBytes(bytes: number, language: string): string {
  if (bytes < 1_000_000) return unit(bytes / 1000, 'kilobyte', language, 1)
  return unit(bytes / 1_000_000, 'megabyte', language, 1)
}
