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
  badge: {
    not_synced: 'Not synced',
    queued: 'Queued',
    in_progress: 'In progress',
    synced: 'Synced',
    error: 'Error',
    conflict: 'Conflict',
    unknown: 'Unknown',
  },
  checkStatus: {
    passed: 'Passed',
    failed: 'Failed',
    warning: 'Warning',
    attested: 'Attested',
    skipped: 'Skipped',
  },
  /** Where faults of a scenario were put on purpose. */
  faultsAt: { 'sandbox-server': 'Faults by the sandbox’s server', console: 'Injected faults' },
  gateStatus: {
    passed: 'Passed',
    failed: 'Failed',
    stale: 'Stale',
    not_run: 'Not run',
    attested: 'Attested',
    waived: 'Waived',
  },
  gateStale: {
    changed: 'profile or credential changed since',
    version: 'made by another version of the console',
    age: 'older than 7 days',
  },
}
