import { readFileSync } from 'node:fs'
import { request } from 'node:https'
import type { SandboxInfo } from '../../src/sandbox/sandbox-types.ts'

/** The sandbox as its administrator sees it: customising tables and turning the knobs of its control endpoint. */
export interface Dataverse {
  readonly control: (method: 'GET' | 'POST', path: string, body?: unknown) => Promise<unknown>
  readonly deleteColumn: (name: string) => Promise<unknown>
  readonly createColumn: (name: string, type: string, particulars: object) => Promise<unknown>
  readonly changeColumn: (name: string, type: string, particulars: object) => Promise<unknown>
  /** With the id chosen by the caller. */
  readonly createLead: (leadid: string, body: object) => Promise<unknown>
  readonly option: (value: number, text: string) => object
}

const label = (text: string) => ({ LocalizedLabels: [{ Label: text, LanguageCode: 1033 }] })
const ATTRIBUTES = "EntityDefinitions(LogicalName='lead')/Attributes"

/** Plain HTTPS with a token of its own: none of the console's client is used to break what that client shall find. */
export async function dataverseOf(info: SandboxInfo): Promise<Dataverse> {
  const ca = readFileSync(info.caPath)
  const send = (method: string, url: string, headers: Record<string, string>, body: string | null): Promise<string> =>
    new Promise((resolve, reject) => {
      const sent = request(url, { method, ca, headers }, (answer) => {
        let text = ''
        answer.on('data', (chunk) => (text += String(chunk)))
        answer.on('end', () => {
          const isFine = (answer.statusCode ?? 500) < 300
          if (isFine) resolve(text)
          else reject(new Error(`${method} ${url}: ${String(answer.statusCode)} ${text}`))
        })
      })
      sent.on('error', reject)
      sent.end(body ?? undefined)
    })
  const form = new URLSearchParams({
    client_id: info.clientId,
    client_secret: info.clientSecret,
    grant_type: 'client_credentials',
    scope: `${info.baseUrl}/.default`,
  })
  const issued = await send(
    'POST',
    `${info.authority}/oauth2/v2.0/token`,
    { 'content-type': 'application/x-www-form-urlencoded' },
    form.toString(),
  )
  const token = (JSON.parse(issued) as { access_token: string }).access_token
  const json = async (method: string, url: string, body?: unknown): Promise<unknown> => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
    const text = await send(method, url, headers, body === undefined ? null : JSON.stringify(body))
    return text === '' ? null : JSON.parse(text)
  }
  const api = (path: string): string => `${info.baseUrl}/api/data/v9.2/${path}`
  const column = (name: string, type: string, particulars: object) => ({
    '@odata.type': `Microsoft.Dynamics.CRM.${type}AttributeMetadata`,
    SchemaName: name,
    DisplayName: label(name),
    RequiredLevel: { Value: 'None' },
    ...particulars,
  })
  return {
    control: (method, path, body) => json(method, `${info.controlUrl ?? ''}${path}`, body),
    deleteColumn: (name) => json('DELETE', api(`${ATTRIBUTES}(LogicalName='${name}')`)),
    createColumn: (name, type, particulars) => json('POST', api(ATTRIBUTES), column(name, type, particulars)),
    changeColumn: (name, type, particulars) =>
      json('PUT', api(`${ATTRIBUTES}(LogicalName='${name}')`), column(name, type, particulars)),
    createLead: (leadid, body) => json('POST', api('leads'), { leadid, ...body }),
    option: (value, text) => ({ Value: value, Label: label(text) }),
  }
}
