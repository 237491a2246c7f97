import { describe, expect, it } from 'vitest'
import { judgeStart } from '../../../src/main/judge-start.ts'

const start = (switches: readonly string[], env: Record<string, string> = {}) =>
  judgeStart({ hasSwitch: (name) => switches.includes(name), env })

describe('a start of the window', () => {
  it('goes on by itself, and with extra root certificates', () => {
    expect(start([])).toBeNull()
    expect(start(['no-sandbox', 'data-dir'], { NODE_EXTRA_CA_CERTS: '/etc/ssl/company.pem' })).toBeNull()
  })

  it.each(['ignore-certificate-errors', 'ignore-certificate-errors-spki-list', 'disable-web-security'])(
    'is refused with --%s, and the sentence names it',
    (name) => expect(start([name])).toContain(`--${name}`),
  )

  it('is refused where Node checks no certificate', () => {
    expect(start([], { NODE_TLS_REJECT_UNAUTHORIZED: '0' })).toContain('NODE_TLS_REJECT_UNAUTHORIZED')
  })
})
