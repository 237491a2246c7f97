import { expect, it } from 'vitest'
import { readRetryAfter } from '../../../../src/core/d365/retry-after.ts'

const NOW = Date.parse('2026-03-01T12:00:00Z')
const read = (text: string, headers: Readonly<Record<string, string>> = {}) =>
  readRetryAfter({ ...headers, 'retry-after': text }, NOW)

it.each([
  ['0', 0],
  ['1', 1_000],
  ['300', 300_000],
  [' 17 ', 17_000],
  ['1,200.00', 1_200_000],
  ['3600', 3_600_000],
])('waits %j', (text, ms) => {
  expect(read(text)).toEqual({ ms, note: null })
})

it.each(['-5', '-1', 'soon', '1e3', '0x10', '5s', '2026-03-01', '٣'])('has no use for %j and shows it', (text) => {
  expect(read(text)).toEqual({ ms: null, note: `Retry-After "${text}" is not usable.` })
})

it.each(['86400', '3601', '9'.repeat(400)])('cuts %s to one hour and shows the original', (text) => {
  const { ms, note } = read(text)
  if (text.length > 300) expect(ms).toBeNull()
  else expect(ms).toBe(3_600_000)
  expect(note).toContain(text.slice(0, 80))
})

it('counts a date from the answer’s own clock, so that a wrong local one does no harm', () => {
  const date = 'Sun, 01 Mar 2026 15:00:10 GMT'
  expect(read(date, { date: 'Sun, 01 Mar 2026 15:00:00 GMT' }).ms).toBe(10_000)
  expect(read('Sun, 01 Mar 2026 12:00:30 GMT').ms).toBe(30_000)
})

it('does not wait for a date that has passed', () => {
  expect(read('Sun, 01 Mar 2026 11:00:00 GMT').ms).toBe(0)
})

it('knows nothing where there is no header', () => {
  expect(readRetryAfter({}, NOW)).toEqual({ ms: null, note: null })
})
