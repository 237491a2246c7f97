import { describe, expect, it } from 'vitest'
import { isTrustedSender } from '../../../src/main/ipc/trusted-sender.ts'
import { judgeRecordLink, opensInside } from '../../../src/main/judge-record-link.ts'

const page = { url: 'app://console/index.html', parent: null }

describe('the sender of a call', () => {
  it('is trusted in the main frame of our window on our page', () => {
    expect(isTrustedSender(page, true)).toBe(true)
  })

  it.each([
    ['a frame that is gone', null, true],
    ['another window', page, false],
    ['a frame inside the page', { ...page, parent: page }, true],
    ['the network', { ...page, url: 'https://console/' }, true],
    ['another host of the scheme', { ...page, url: 'app://console.evil.example/' }, true],
    ['a user name before the host', { ...page, url: 'app://x@console/' }, true],
    ['the developer tools', { ...page, url: 'devtools://devtools/bundled/inspector.html' }, true],
    ['a file', { ...page, url: 'file:///console/index.html' }, true],
    ['an empty page', { ...page, url: 'about:blank' }, true],
    ['nothing at all', { ...page, url: '' }, true],
  ])('is refused from %s', (_where, frame, isOurWindow) => {
    expect(isTrustedSender(frame, isOurWindow)).toBe(false)
  })
})

describe('the link of a record', () => {
  const origin = 'https://contoso.crm4.dynamics.com'

  it('may be opened at its own tenant', () => {
    const link = `${origin}/main.aspx?pagetype=entityrecord&etn=lead&id=3ebc1afc-f8cc-55a8-b8e1-1ee105fdb328`
    expect(judgeRecordLink(link, origin)).toMatchObject({ ok: true })
  })

  it('may be opened at the web host of a tenant that is reached by the API alias', () => {
    expect(judgeRecordLink(`${origin}/main.aspx`, 'https://contoso.api.crm4.dynamics.com')).toMatchObject({ ok: true })
  })

  it.each([
    'http://contoso.crm4.dynamics.com/main.aspx',
    'https://contoso.crm4.dynamics.com.evil.example/main.aspx',
    'https://contoso.crm4.dynamics.com@evil.example/main.aspx',
    'https://user:pw@contoso.crm4.dynamics.com/main.aspx',
    'https://contoso.crm4.dynamics.com:444/main.aspx',
    'https://fabrikam.crm4.dynamics.com/main.aspx',
    'file:///etc/passwd',
    'smb://contoso.crm4.dynamics.com/share',
    'ms-msdt:/id PCWDiagnostic',
    'javascript:alert(1)',
    '\\\\contoso\\share',
    '',
  ])('is refused as %s', (link) => {
    expect(judgeRecordLink(link, origin)).toMatchObject({ ok: false, failure: { reason: 'base_url_refused' } })
  })

  it('opens inside the console for the sandbox alone', () => {
    expect(opensInside({ kind: 'sandbox' })).toBe(true)
    expect(opensInside({ kind: 'live' })).toBe(false)
  })
})
