// What the two runners report, as one count. A run that ended badly without naming a test counts as a failure, so that
// nothing can fail silently.

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/**
 * @param {any} report vitest's JSON report, null when it wrote none
 * @param {number} exitCode vitest's
 * @returns {Counts}
 */
export function countVitest(report, exitCode) {
  if (report === null) return { passed: 0, failed: 1, skipped: 0 }
  const counts = {
    passed: report.numPassedTests,
    failed: report.numFailedTests + report.testResults.filter(failedWithoutTest).length,
    skipped: report.numPendingTests + report.numTodoTests,
  }
  return withExitCode(counts, exitCode)
}

/**
 * @param {any} report Playwright's JSON report, null when it wrote none
 * @param {number} exitCode Playwright's
 * @returns {Counts}
 */
export function countPlaywright(report, exitCode) {
  if (report === null) return { passed: 0, failed: 1, skipped: 0 }
  const { expected, unexpected, flaky, skipped } = report.stats
  return withExitCode({ passed: expected + flaky, failed: unexpected, skipped }, exitCode)
}

/**
 * A file that cannot be loaded has no tests to fail; it is itself the failure.
 * @param {{ status: string, assertionResults: { status: string }[] }} file
 */
const failedWithoutTest = ({ status, assertionResults }) =>
  status === 'failed' && !assertionResults.some((test) => test.status === 'failed')

/**
 * @param {Counts} counts
 * @param {number} exitCode
 * @returns {Counts}
 */
const withExitCode = (counts, exitCode) => (exitCode !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts)

/**
 * @param {readonly Counts[]} all
 * @returns {Counts}
 */
export const sumCounts = (all) =>
  all.reduce(
    (sum, next) => ({
      passed: sum.passed + next.passed,
      failed: sum.failed + next.failed,
      skipped: sum.skipped + next.skipped,
    }),
    { passed: 0, failed: 0, skipped: 0 },
  )

/** @param {Counts} counts */
export const countsLine = ({ passed, failed, skipped }) => `${passed} passed, ${failed} failed, ${skipped} skipped`

/**
 * @param {Counts} counts
 * @returns {number} 0 only when something ran and nothing failed
 */
export const exitCodeOf = ({ passed, failed }) => (failed === 0 && passed > 0 ? 0 : 1)
