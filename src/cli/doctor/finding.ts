import type { CheckStatus } from '../../shared/model/check.ts'

/** One line of `doctor`. `warning`: something is missing that not everybody needs. */
export interface Finding {
  readonly id: string
  readonly title: string
  readonly status: Extract<CheckStatus, 'passed' | 'failed' | 'warning' | 'skipped'>
  readonly detail: string
  readonly remedy: string | null
}

export const finding = (
  id: string,
  title: string,
  status: Finding['status'],
  detail: string,
  remedy: string | null = null,
): Finding => ({ id, title, status, detail, remedy })
