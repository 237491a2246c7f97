/** The rows of the runbook that no API can verify, or not wholly: the admin confirms them, with name, time and note (spec: the runbook, row by row). */
export const ATTESTABLE_ROWS = [
  'P1',
  'P2',
  'P3',
  'P4',
  'A1.1',
  'A1.2',
  'A1.3',
  'B1',
  'B2',
  'B3.2',
  'E1.15',
  'E2.1',
  'E2.2',
  'E2.3',
] as const

/** The row's id as the runbook writes it, whatever case it was typed in; null for any other text. */
export const attestableRow = (typed: string): string | null =>
  ATTESTABLE_ROWS.find((known) => known.toLowerCase() === typed.trim().toLowerCase()) ?? null
