import { describe, expect, it } from 'vitest'
import { countWrittenRows } from '../../../src/sandbox/server/written-rows.ts'

const api = '/api/data/v9.2/'
const bulkPath = 'leads/Microsoft.Dynamics.CRM.CreateMultiple'
const targets = (count: number): string =>
  JSON.stringify({
    Targets: Array.from({ length: count }, () => ({
      '@odata.type': 'Microsoft.Dynamics.CRM.lead',
      subject: 'POST /leads HTTP/1.1\n"x"',
    })),
  })
const part = (line: string, body = ''): string =>
  `--b\r\nContent-Type: application/http\r\n\r\n${line} HTTP/1.1\r\nContent-Type: application/json\r\n\r\n${body}\r\n`
const batch = (...parts: readonly string[]): string => `${parts.join('')}--b--\r\n`

describe('the rows that a request writes', () => {
  it.each([
    ['a read', 'GET', 'leads', '', 0],
    ['a delete', 'DELETE', 'leads(1)', '', 0],
    ['a create', 'POST', 'leads', '{}', 1],
    ['a bulk message', 'POST', bulkPath, targets(7), 7],
    ['a batch of reads', 'POST', '$batch', batch(part('GET leads'), part('GET leads')), 0],
    ['a batch of reads and writes', 'POST', '$batch', batch(part('GET leads'), part('PATCH leads(1)', '{}')), 1],
    [
      'a batch of bulk messages and single writes',
      'POST',
      '$batch',
      batch(part(`POST ${api}${bulkPath}`, targets(3)), part('POST leads', '{}'), part(`POST ${bulkPath}`, targets(4))),
      8,
    ],
    ['a batch with bare line ends', 'POST', '$batch', batch(part('POST leads', '{}')).replaceAll('\r', ''), 1],
  ] as const)('are those of %s', (...[, method, path, body, rows]) => {
    expect(countWrittenRows(method, api + path, Buffer.from(body))).toBe(rows)
  })
})
