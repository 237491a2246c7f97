import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { protocol, type Session } from 'electron'
import { contentSecurityPolicy, NONCE_PLACE } from './content-security-policy.ts'
import { findAppFile } from './find-app-file.ts'
import { reportResponse, type ReportPages } from './report-pages.ts'

/** The console's page. Its own scheme instead of `file:`: one origin, no reach into the file system. */
export const CONSOLE_URL = 'app://console/'

/** Must run before the app is ready. Source: Electron docs, protocol.registerSchemesAsPrivileged. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ])
}

/** Serves the built page out of `root` and, on an origin of their own, the reports that are looked at; each HTML answer gets a nonce of its own, in its header and in its meta element. */
export function serveApp(session: Session, root: string, reports: ReportPages): void {
  session.protocol.handle('app', async (request) => {
    const report = request.method === 'GET' ? reports.find(request.url) : null
    if (report !== null) return reportResponse(report)
    const file = request.method === 'GET' ? await findAppFile(root, request.url) : null
    if (file === null) return new Response('Not found', { status: 404, headers: headersFor('text/plain') })
    const content = await readFile(file.path)
    if (!file.type.startsWith('text/html'))
      return new Response(new Uint8Array(content), { headers: headersFor(file.type) })
    const nonce = randomBytes(18).toString('base64')
    const html = content.toString('utf8').replaceAll(NONCE_PLACE, nonce)
    return new Response(html, { headers: headersFor(file.type, nonce) })
  })
}

function headersFor(type: string, nonce?: string): Record<string, string> {
  return {
    'content-type': type,
    'content-security-policy': nonce === undefined ? "default-src 'none'" : contentSecurityPolicy(nonce),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
  }
}
