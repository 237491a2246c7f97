import type { RequestIds } from '../../shared/model/failure.ts'

/**
 * The ids by which Microsoft support finds a request. Dataverse sends `x-ms-service-request-id` twice with different values, which Node joins
 * as `"g1, g2"`; the one that equals `REQ_ID` is the organisation service's. Both are kept, each once.
 * Source: Microsoft Learn, "Use PowerShell and Visual Studio Code with the Dataverse Web API" (trace of a WhoAmI).
 */
export function readRequestIds(client: string, headers: Readonly<Record<string, string>>): RequestIds {
  const given = `${headers['x-ms-service-request-id'] ?? ''},${headers['req_id'] ?? ''}`
  const service = given
    .split(',')
    .map((id) => id.trim().slice(0, 100))
    .filter((id) => id !== '')
  return { client, service: [...new Map(service.map((id) => [id.toLowerCase(), id])).values()].slice(0, 8) }
}
