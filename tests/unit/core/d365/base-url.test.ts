import { describe, expect, it } from 'vitest'
import { judgeBaseUrl } from '../../../../src/core/d365/base-url.ts'

const ORG = 'https://contoso.crm4.dynamics.com'

/** What an admin pastes and what it stands for. */
const ACCEPTED: readonly (readonly [text: string, origin: string, cloud: string])[] = [
  [ORG, ORG, 'public'],
  [`${ORG}/`, ORG, 'public'],
  ['  https://contoso.crm4.dynamics.com\n', ORG, 'public'],
  ['HTTPS://Contoso.CRM4.Dynamics.com', ORG, 'public'],
  [`${ORG}/main.aspx?appid=5b1f3a52-6f0c-4a49-9f0e-2a7d1c3b8e01&pagetype=dashboard#x`, ORG, 'public'],
  [`${ORG}/api/data/v9.2/`, ORG, 'public'],
  ['https://contoso.api.crm4.dynamics.com/api/data/v9.2', ORG, 'public'],
  ['https://contoso.crm.dynamics.com', 'https://contoso.crm.dynamics.com', 'public'],
  ['https://contoso-dev-2.crm2.dynamics.com', 'https://contoso-dev-2.crm2.dynamics.com', 'public'],
  ['https://org1a2b3c4d.crm11.dynamics.com', 'https://org1a2b3c4d.crm11.dynamics.com', 'public'],
  ['https://contoso.crm22.dynamics.com', 'https://contoso.crm22.dynamics.com', 'public'],
  ['https://contoso.crm9.dynamics.com', 'https://contoso.crm9.dynamics.com', 'gcc'],
  ['https://contoso.crm.microsoftdynamics.us', 'https://contoso.crm.microsoftdynamics.us', 'gcc-high'],
  ['https://contoso.crm.appsplatform.us', 'https://contoso.crm.appsplatform.us', 'dod'],
  ['https://contoso.crm.dynamics.cn', 'https://contoso.crm.dynamics.cn', 'china'],
  ['https://7seas.crm4.dynamics.com', 'https://7seas.crm4.dynamics.com', 'public'],
]

const REFUSED: readonly (readonly [text: string, says: RegExp])[] = [
  ['', /empty/],
  ['   ', /empty/],
  ['contoso.crm4.dynamics.com', /begin with https/],
  ['http://contoso.crm4.dynamics.com', /http; tokens travel over https/],
  ['HTTP://contoso.crm4.dynamics.com', /http; tokens travel over https/],
  ['ftp://contoso.crm4.dynamics.com', /begin with https/],
  ['javascript:alert(1)//contoso.crm4.dynamics.com', /begin with https/],
  ['//contoso.crm4.dynamics.com', /begin with https/],
  ['https:contoso.crm4.dynamics.com', /begin with https/],
  ['https:///contoso.crm4.dynamics.com', /begin with https/],
  ['https://', /begin with https/],
  ['https://contoso.crm4.dynamics.com:443', /port/],
  ['https://contoso.crm4.dynamics.com:8443', /port/],
  ['https://contoso.crm4.dynamics.com:', /port/],
  ['https://user@contoso.crm4.dynamics.com', /user name/],
  ['https://user:pw@contoso.crm4.dynamics.com', /user name/],
  ['https://@contoso.crm4.dynamics.com', /user name/],
  ['https://contoso.crm4.dynamics.com@evil.example', /user name/],
  ['https://contoso.crm4.dynamics.com%40evil.example', /encoded/],
  ['https://contoso%2ecrm4.dynamics.com', /encoded/],
  ['https://contoso.crm4.dynamics.com.evil.example', /not a Dataverse host/],
  ['https://contoso.crm4.dynamics.com.', /dot/],
  ['https://contoso.crm4.dynamics.com./main.aspx', /dot/],
  ['https://contoso.crm4.dynamics.com..', /dot|not an address/],
  ['https://evilcrm4.dynamics.com', /not a Dataverse host/],
  ['https://contoso.evilcrm4.dynamics.com', /not a Dataverse host/],
  ['https://contoso.crm4.dynamics.com.tr', /not a Dataverse host/],
  ['https://contoso.crm4-dynamics.com', /not a Dataverse host/],
  ['https://contoso.crm4.dynamicscom', /not a Dataverse host/],
  ['https://crm4.dynamics.com', /not a Dataverse host/],
  ['https://a.b.crm4.dynamics.com', /not a Dataverse host/],
  ['https://contoso.api.api.crm4.dynamics.com', /not a Dataverse host/],
  ['https://.crm4.dynamics.com', /not a Dataverse host|not an address/],
  ['https://-contoso.crm4.dynamics.com', /not a Dataverse host|not an address/],
  ['https://con_toso.crm4.dynamics.com', /not a Dataverse host/],
  [`https://${'a'.repeat(64)}.crm4.dynamics.com`, /not a Dataverse host|not an address/],
  ['https://contoso.crm1.dynamics.com', /not a Dataverse host/],
  ['https://contoso.crm10.dynamics.com', /not a Dataverse host/],
  ['https://contoso.crm99.dynamics.com', /not a Dataverse host/],
  ['https://contoso.crm04.dynamics.com', /not a Dataverse host/],
  ['https://contoso.crm.dynamics.us', /not a Dataverse host/],
  ['https://contoso.crm4.microsoftdynamics.us', /not a Dataverse host/],
  ['https://globaldisco.crm.dynamics.com', /not a Dataverse host/],
  ['https://login.microsoftonline.com', /not a Dataverse host/],
  ['https://evil.example/contoso.crm4.dynamics.com', /not a Dataverse host/],
  ['https://evil.example?contoso.crm4.dynamics.com', /not a Dataverse host/],
  ['https://evil.example#contoso.crm4.dynamics.com', /not a Dataverse host/],
  ['https://evil.example\\.crm4.dynamics.com', /backslash/],
  ['https:\\\\contoso.crm4.dynamics.com', /backslash/],
  ['https://contoso .crm4.dynamics.com', /spaces or characters/],
  ['https://contoso.crm4.dynamics.com\t.evil.example', /spaces or characters/],
  ['https://contoso.crm4.dynamics.com\u202e', /spaces or characters/],
  ['https://contoso。crm4.dynamics.com', /spaces or characters/],
  ['https://contosо.crm4.dynamics.com', /spaces or characters/],
  ['https://xn--contos-nwe.crm4.dynamics.com', /punycode/],
  ['https://contoso.crm4.xn--dynamics-abc.com', /punycode/],
  ['https://10.0.0.5', /IP address/],
  ['https://167772165', /IP address/],
  ['https://0x0a000005/api/data', /IP address/],
  ['https://[2001:db8::1]', /IP address/],
  ['https://localhost', /this machine/],
  ['https://127.0.0.1', /this machine/],
  ['https://2130706433', /this machine/],
  ['https://[::1]', /this machine/],
]

describe('the base URL of a live tenant', () => {
  it.each(ACCEPTED)('takes %j for %s (%s)', (text, origin, cloud) => {
    expect(judgeBaseUrl(text, { kind: 'live' })).toEqual({ ok: true, value: { origin, cloud } })
  })

  it.each(REFUSED)('refuses %j and says why', (text, says) => {
    const judged = judgeBaseUrl(text, { kind: 'live' })
    expect(judged).toMatchObject({ ok: false, failure: { kind: 'Refused', reason: 'base_url_refused' } })
    if (!judged.ok) expect(judged.failure.message).toMatch(says)
  })

  it('refuses a host of another cloud than the one the tenant was added for', () => {
    expect(judgeBaseUrl(ORG, { kind: 'live', cloud: 'china' }).ok).toBe(false)
    expect(judgeBaseUrl(ORG, { kind: 'live', cloud: 'public' }).ok).toBe(true)
  })

  it('cannot be talked into loopback by naming a sandbox', () => {
    const sandboxOrigin = 'https://127.0.0.1:4711'
    expect(judgeBaseUrl(sandboxOrigin, { kind: 'live', sandboxOrigin }).ok).toBe(false)
  })
})

describe('the base URL of the sandbox', () => {
  it.each(['https://127.0.0.1:4711', 'https://localhost:4711/', 'https://[::1]:4711'])('may be %s', (text) => {
    expect(judgeBaseUrl(text, { kind: 'sandbox' }).ok).toBe(true)
  })

  it.each([
    ORG,
    'https://192.168.0.10:4711',
    'http://127.0.0.1:4711',
    'https://127.0.0.1.evil.example:4711',
    'https://user@127.0.0.1:4711',
  ])('may not be %s', (text) => {
    expect(judgeBaseUrl(text, { kind: 'sandbox' }).ok).toBe(false)
  })

  it('must be where the running sandbox listens', () => {
    const sandboxOrigin = 'https://127.0.0.1:4711'
    expect(judgeBaseUrl('https://127.0.0.1:4712', { kind: 'sandbox', sandboxOrigin }).ok).toBe(false)
    expect(judgeBaseUrl(`${sandboxOrigin}/some-tenant`, { kind: 'sandbox', sandboxOrigin }).ok).toBe(true)
  })
})
