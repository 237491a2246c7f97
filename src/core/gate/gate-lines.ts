/** The runbook's list E.1: its lines in its order and words. Five groups of three. */
export const GATE_LINES = [
  { id: 'E1.1', text: 'Senaryo 1 (Happy Path)' },
  { id: 'E1.2', text: 'Senaryo 2 (Idempotency)' },
  { id: 'E1.3', text: 'Senaryo 3 (Edge Case)' },
  { id: 'E1.4', text: 'Authentication error handled' },
  { id: 'E1.5', text: 'Rate limit retry working' },
  { id: 'E1.6', text: 'API error handling working' },
  { id: 'E1.7', text: 'Duplicate lead üretilmiyor' },
  { id: 'E1.8', text: 'DB sync status correct' },
  { id: 'E1.9', text: 'D365 lead data correct' },
  { id: 'E1.10', text: 'Token cache working (Redis)' },
  { id: 'E1.11', text: 'Retry backoff reasonable' },
  { id: 'E1.12', text: 'No connection pool exhaustion' },
  { id: 'E1.13', text: 'Status badge correct' },
  { id: 'E1.14', text: 'D365 link working' },
  { id: 'E1.15', text: 'Error messages user-friendly' },
] as const

export type GateLineId = (typeof GATE_LINES)[number]['id']

/** The runbook calls part D optional: these may be waived, with a reason. */
export const WAIVABLE_LINES: readonly GateLineId[] = ['E1.4', 'E1.5', 'E1.6']
