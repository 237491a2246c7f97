import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { curlCommand } from '../../../../src/shared/view/curl-command.ts'
import { anExchange } from '../../../support/builders.ts'

/** What a shell makes of the command: its words, one per line. */
const words = (command: string): string[] =>
  execFileSync('sh', ['-c', `TOKEN=mine; curl() { for word in "$@"; do printf '%s\\0' "$word"; done; }; ${command}`])
    .toString('utf8')
    .split('\0')
    .slice(0, -1)

describe('a request as a curl command', () => {
  it('says the same to a shell, whatever is in it, and holds no token', () => {
    const body = JSON.stringify({ subject: "Hunter: d'acme.example", companyname: '$(rm -rf /) `x` "Çınar" \\ \n' })
    const exchange = anExchange({
      method: 'PATCH',
      url: "https://contoso.crm4.dynamics.com/api/data/v9.2/leads(1)?$filter=subject eq 'x'",
      requestHeaders: { Authorization: '[redacted]', 'If-None-Match': '*', 'Content-Type': 'application/json' },
      requestBody: body,
    })
    expect(words(curlCommand(exchange))).toEqual([
      '--request',
      'PATCH',
      exchange.url,
      '--header',
      'Authorization: Bearer mine',
      '--header',
      'If-None-Match: *',
      '--header',
      'Content-Type: application/json',
      '--data-raw',
      body,
    ])
    expect(curlCommand(exchange)).not.toContain('[redacted]')
  })

  it('sends no body where there was none', () => {
    expect(curlCommand(anExchange({ requestBody: null }))).not.toContain('--data')
  })
})
