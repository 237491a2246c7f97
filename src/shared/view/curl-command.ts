import type { Exchange } from '../model/exchange.ts'

/** Headers that curl makes itself, or that evidence keeps only as a mark that they were there. */
const LEFT_OUT: ReadonlySet<string> = new Set(['authorization', 'content-length', 'host', 'cookie'])

/**
 * A request as a command for a POSIX shell. The token is never part of it: whoever runs it puts one of their own into `TOKEN`.
 */
export function curlCommand({ method, url, requestHeaders, requestBody }: Exchange): string {
  const headers = Object.entries(requestHeaders).filter(([name]) => !LEFT_OUT.has(name.toLowerCase()))
  const parts = [
    `curl --request ${method} ${quoted(url)}`,
    '--header "Authorization: Bearer $TOKEN"',
    ...headers.map(([name, value]) => `--header ${quoted(`${name}: ${value}`)}`),
    ...(requestBody === null ? [] : [`--data-raw ${quoted(requestBody)}`]),
  ]
  return parts.join(' \\\n  ')
}

/** Single quotes keep everything as it is; one inside ends them, is written for itself, and begins them again. */
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`
