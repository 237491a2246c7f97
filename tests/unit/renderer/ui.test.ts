import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { failureDetails } from '../../../src/renderer/src/ui/failure-details.ts'
import {
  formatBytes,
  formatDuration,
  formatElapsed,
  formatMoment,
  formatRelative,
} from '../../../src/renderer/src/ui/format-time.ts'
import { AT } from '../../support/builders.ts'

const now = Date.parse(AT)
const ago = (ms: number): string => new Date(now - ms).toISOString()

describe('ages and durations', () => {
  it('are words in the window’s language', () => {
    expect(
      [0, 44_000, 5 * 60_000, 3 * 3_600_000, 26 * 3_600_000].map((ms) => formatRelative(ago(ms), now, 'en')),
    ).toEqual(['now', 'now', '5 minutes ago', '3 hours ago', 'yesterday'])
    expect(formatRelative(ago(5 * 60_000), now, 'tr')).toBe('5 dakika önce')
  })

  it('never say “now” of something a minute away, nor invent days within the hour', () => {
    fc.assert(
      fc.property(fc.integer({ min: 60_000, max: 3_599_000 }), (ms) => {
        const words = formatRelative(ago(ms), now, 'en')
        expect(words).toMatch(/^\d+ minutes? ago$/)
      }),
    )
  })

  it('carry the offset of the local time with the whole moment', () => {
    expect(formatMoment(AT, 'en')).toMatch(/2026.*\d\d:00:00 (GMT|UTC)/)
  })

  it('have a unit that fits', () => {
    expect([240, 8_240, 125_000].map((ms) => formatDuration(ms, 'en'))).toEqual(['240 ms', '8.2 sec', '2 min 5 sec'])
    expect([999, 4_200_000].map((bytes) => formatBytes(bytes, 'en'))).toEqual(['1 kB', '4.2 MB'])
  })

  it('run in whole seconds from nought on while something is under way', () => {
    expect([0, 999, 59_999, 60_000, 125_999].map((ms) => formatElapsed(ms, 'en'))).toEqual([
      '0 sec',
      '0 sec',
      '59 sec',
      '1 min 0 sec',
      '2 min 5 sec',
    ])
  })

  it('never show sixty seconds', () => {
    expect([59_960, 119_600].map((ms) => formatDuration(ms, 'en'))).toEqual(['1 min 0 sec', '2 min 0 sec'])
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000_000 }), (ms) => {
        expect(formatDuration(ms, 'en')).not.toMatch(/\b60 sec/)
      }),
    )
  })
})

describe('what a failure gives to quote', () => {
  it('is every code and id it has, and nothing empty', () => {
    const details = failureDetails({
      kind: 'D365AuthenticationError',
      message: 'Invalid client secret.',
      httpStatus: 401,
      code: null,
      requestIds: { client: 'ours', service: ['theirs', 'too'] },
      aadsts: 7000215,
    })
    expect(details.map(({ key, value }) => `${key}=${value}`)).toEqual([
      'httpStatus=401',
      'aadsts=AADSTS7000215',
      'clientRequestId=ours',
      'serviceRequestIds=theirs, too',
      'answer=Invalid client secret.',
    ])
  })

  it('names the log entry of a bug, the file of damaged data, the fields of bad input', () => {
    const keys = [
      failureDetails({ kind: 'Bug', id: 'b-1', message: 'x' }),
      failureDetails({ kind: 'LocalDataError', message: 'x', path: '/data' }),
      failureDetails({ kind: 'InvalidInput', message: 'x', fields: [{ field: 'name', message: 'missing' }] }),
      failureDetails({
        kind: 'D365NetworkError',
        message: 'x',
        requestIds: null,
        phase: 'connect',
        networkCode: 'ENOTFOUND',
        isTls: false,
      }),
    ].map((details) => `${details[0]?.key}=${details[0]?.value}`)
    expect(keys).toEqual(['logId=b-1', 'where=/data', 'fields=name: missing', 'code=ENOTFOUND'])
  })
})
