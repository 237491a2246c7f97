import { fail, ok, type Result } from '../shared/lib/result.ts'
import type { Failure } from '../shared/model/failure.ts'
import type { TenantView } from '../shared/model/tenant.ts'

/**
 * A record's link may be opened only over https, without a user name in it, at the origin of its own tenant: whatever else is in the
 * database or in an answer, the desktop is never handed another scheme or host.
 */
export function judgeRecordLink(link: string, baseUrl: string): Result<URL, Failure> {
  const url = URL.canParse(link) ? new URL(link) : null
  const isSafe =
    url?.protocol === 'https:' && url.username === '' && url.password === '' && url.origin === webOrigin(baseUrl)
  return isSafe
    ? ok(url)
    : fail({
        kind: 'Refused',
        reason: 'base_url_refused',
        message: 'The link does not lead to the tenant it belongs to.',
      })
}

/** A tenant may be reached by the Web API's host alias, which serves no pages; its records lie under the ordinary name. */
const webOrigin = (baseUrl: string): string | null =>
  URL.canParse(baseUrl) ? new URL(baseUrl).origin.replace('.api.crm', '.crm') : null

/** Whether the link belongs in the console's own record window: only the sandbox's does, its certificate is trusted nowhere else. */
export const opensInside = (tenant: Pick<TenantView, 'kind'>): boolean => tenant.kind === 'sandbox'
