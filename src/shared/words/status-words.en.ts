/** One word per status, as the glossary has it; the window and the reports show the same. */
export const STATUS_WORDS_EN = {
  runKind: { push: 'Push', check: 'Checks', scenario: 'Scenarios', runbook: 'Runbook' },
  runStatus: {
    running: 'Running',
    passed: 'Passed',
    failed: 'Failed',
    cancelled: 'Cancelled',
    interrupted: 'Interrupted',
  },
  outcome: {
    created: 'Created',
    adopted: 'Adopted',
    skipped: 'Skipped',
    updated: 'Updated',
    conflict: 'Conflict',
    rejected: 'Rejected',
    refused: 'Refused',
    failed: 'Failed',
    waiting: 'Waiting',
    unknown: 'Unknown',
  },
  checkStatus: {
    passed: 'Passed',
    failed: 'Failed',
    warning: 'Warning',
    attested: 'Attested',
    skipped: 'Skipped',
  },
  gateStatus: {
    passed: 'Passed',
    failed: 'Failed',
    stale: 'Stale',
    not_run: 'Not run',
    attested: 'Attested',
    waived: 'Waived',
  },
}
