import { randomUUID } from 'node:crypto'
import { REPORT_POLICY } from '../core/reports/html/write-html.ts'

/** Where reports are shown: an origin of their own, apart from the console's page. */
export const REPORT_ORIGIN = 'app://report'

export function isReportUrl(text: string): boolean {
  if (!URL.canParse(text)) return false
  const url = new URL(text)
  return url.protocol === 'app:' && url.host === 'report' && url.username === '' && url.password === ''
}

/** A report as the answer to a request: its own policy once more as a header, sandboxed, to be framed by the console's page alone. */
export const reportResponse = (html: string): Response =>
  new Response(html, {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': `${REPORT_POLICY}; frame-ancestors app://console; sandbox`,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
    },
  })

/** The reports that the window looks at now; the last few, because one may still load while the next is asked for. */
export interface ReportPages {
  /** Answers the page's address. */
  readonly show: (html: string) => string
  readonly find: (url: string) => string | null
}

const MOST_PAGES = 3

export function createReportPages(): ReportPages {
  const pages = new Map<string, string>()
  return {
    show: (html) => {
      const url = `${REPORT_ORIGIN}/${randomUUID()}`
      pages.set(url, html)
      for (const oldest of [...pages.keys()].slice(0, -MOST_PAGES)) pages.delete(oldest)
      return url
    },
    find: (url) => pages.get(url) ?? null,
  }
}
