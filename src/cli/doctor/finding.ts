import type { CheckStatus } from '../../shared/model/check.ts'

/** One line of `doctor`. `warning`: something is missing that not everybody needs. */
export interface Finding {
  readonly id: string
  readonly title: string
  readonly status: Extract<CheckStatus, 'passed' | 'failed' | 'warning' | 'skipped'>
  readonly detail: string
  readonly remedy: string | null
}

/** What is wrong and what to do about it; only a sentence where all is well. */
type Detail = string | readonly [detail: string, remedy: string]

export function finding(id: string, title: string, status: Finding['status'], said: Detail): Finding {
  const [detail, remedy] = typeof said === 'string' ? [said, null] : said
  return { id, title, status, detail, remedy }
}
