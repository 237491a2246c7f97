/** Lines that the core keeps in the runbook's own words, partly Turkish, and pushes of the certificate, which it keeps by id. */
export const RUNBOOK_IN_ENGLISH: Readonly<Record<string, string>> = {
  'E1.1': 'Scenario 1 (happy path)',
  'E1.2': 'Scenario 2 (idempotency)',
  'E1.3': 'Scenario 3 (edge case)',
  'E1.7': 'No duplicate lead is made',
  'C2/push': 'Push it to Dynamics',
  'C2/push-again': 'Push it again',
  'C2/push-changed': 'Push the changed lead',
}
