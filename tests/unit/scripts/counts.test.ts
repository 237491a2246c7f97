import { describe, expect, it } from 'vitest'
import { countPlaywright, countsLine, countVitest, exitCodeOf, sumCounts } from '../../../scripts/testing/counts.mjs'

const vitestReport = (more: object = {}) => ({
  numPassedTests: 5,
  numFailedTests: 0,
  numPendingTests: 1,
  numTodoTests: 1,
  testResults: [{ status: 'passed', assertionResults: [{ status: 'passed' }] }],
  ...more,
})
const playwrightReport = (stats: object = {}) => ({
  stats: { expected: 3, unexpected: 0, flaky: 0, skipped: 2, ...stats },
})

describe('the closing count of npm test', () => {
  it('sums both runners into one line', () => {
    const counts = sumCounts([countVitest(vitestReport(), 0), countPlaywright(playwrightReport(), 0)])
    expect(countsLine(counts)).toBe('8 passed, 0 failed, 4 skipped')
    expect(exitCodeOf(counts)).toBe(0)
  })

  it('counts a file that could not be loaded as a failure', () => {
    const testResults = [{ status: 'failed', assertionResults: [] }]
    expect(countVitest(vitestReport({ testResults }), 1).failed).toBe(1)
  })

  it('does not count a file again whose failing test is counted', () => {
    const testResults = [{ status: 'failed', assertionResults: [{ status: 'failed' }] }]
    expect(countVitest(vitestReport({ numFailedTests: 1, testResults }), 1).failed).toBe(1)
  })

  it.each([
    ['vitest ends badly with no test to blame', countVitest(vitestReport(), 1)],
    ['vitest leaves no report', countVitest(null, 0)],
    ['Playwright ends badly with no test to blame', countPlaywright(playwrightReport(), 1)],
    ['Playwright leaves no report', countPlaywright(null, 0)],
  ])('fails when %s', (_name, counts) => {
    expect(counts.failed).toBe(1)
    expect(exitCodeOf(counts)).toBe(1)
  })

  it('fails when nothing ran', () => {
    expect(exitCodeOf({ passed: 0, failed: 0, skipped: 4 })).toBe(1)
  })
})
