import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readConnectionText } from '../../../../src/core/tenants/reading/read-connection-text.ts'

const TENANT = '7f3c2d10-98ab-4c1d-8e2f-3a4b5c6d7e02'
const CLIENT = '1a2b3c4d-5e6f-4a7b-8c9d-0e1f2a3b4c03'
const OTHER = '99999999-5e6f-4a7b-8c9d-0e1f2a3b4c99'
const SECRET = 'abc8Q~0123456789abcdefghijklmnopqrs.-_tu'
const WHOLE = {
  entraTenantId: TENANT,
  clientId: CLIENT,
  baseUrl: 'https://contoso-dev.crm4.dynamics.com',
  cloud: 'public',
  secret: SECRET,
  notes: [],
}

const FORMS: readonly (readonly [string, string, string])[] = [
  [
    'a .env of the runbook, with comments, quotes and export',
    'env',
    `# Hunter\nexport HUNTER_D365_ENABLED=true\nHUNTER_D365_BASE_URL="https://contoso-dev.crm4.dynamics.com/"\nHUNTER_D365_CLIENT_ID=${CLIENT} # app\nHUNTER_D365_CLIENT_SECRET='${SECRET}'\nHUNTER_D365_TENANT_ID=${TENANT}\nHUNTER_D365_API_VERSION=v9.2\nHUNTER_D365_APP_ID=\n`,
  ],
  [
    'PowerShell assignments of the Azure SDK’s names',
    'env',
    `$env:AZURE_TENANT_ID = "${TENANT}"\r\n$env:AZURE_CLIENT_ID = "${CLIENT}"\r\n$env:AZURE_CLIENT_SECRET = "${SECRET}"\r\n$env:DATAVERSE_URL = "contoso-dev.api.crm4.dynamics.com"`,
  ],
  [
    'a connection string',
    'connection-string',
    `AuthType=ClientSecret;Url=https://contoso-dev.crm4.dynamics.com/api/data/v9.2;ClientId={${CLIENT}};ClientSecret="${SECRET}";Authority=https://login.microsoftonline.com/${TENANT}`,
  ],
  [
    'the Entra admin centre’s overview and secrets, copied as a page',
    'text',
    `Essentials\nDisplay name\n: Contoso Dev\nApplication (client) ID\n: ${CLIENT}\nObject ID\n: ${OTHER}\nDirectory (tenant) ID\n: ${TENANT}\nDescription\tExpires\tValue\tSecret ID\nhunter\t11/23/2027\t${SECRET}\t${OTHER}\nhttps://contoso-dev.crm4.dynamics.com/main.aspx?appid=${OTHER}`,
  ],
  [
    'the same page in Turkish',
    'text',
    `Uygulama (istemci) kimliği : ${CLIENT}\nNesne kimliği : ${OTHER}\nDizin (kiracı) kimliği : ${TENANT}\nDeğer\t${SECRET}\nOrtam URL'si: https://contoso-dev.crm4.dynamics.com`,
  ],
  [
    'JSON of the Azure command line beside an address',
    'json',
    JSON.stringify({
      appId: CLIENT,
      displayName: 'x',
      password: SECRET,
      tenant: TENANT,
      url: 'https://contoso-dev.crm4.dynamics.com/x',
    }),
  ],
]

describe('a pasted text', () => {
  it.each(FORMS)('%s gives every value', (_what, form, text) => {
    expect(readConnectionText(text)).toMatchObject({ ...WHOLE, form })
  })

  it('of XrmToolBox gives all but the secret, which is encrypted there', () => {
    const xml = `<?xml version="1.0"?><CrmConnections><Connections><ConnectionDetail><ConnectionName>Contoso &amp; Co TEST</ConnectionName><AzureAdAppId>${CLIENT}</AzureAdAppId><TenantId>${TENANT}</TenantId><S2SClientSecret>xVh0Zk3=</S2SClientSecret><OriginalUrl>https://contoso-dev.crm4.dynamics.com</OriginalUrl></ConnectionDetail><ConnectionDetail><ConnectionName>B</ConnectionName></ConnectionDetail></Connections></CrmConnections>`
    expect(readConnectionText(xml)).toMatchObject({
      ...WHOLE,
      form: 'xrmtoolbox',
      name: 'Contoso & Co TEST',
      environment: 'TEST',
      secret: null,
      notes: [{ note: 'secret_is_encrypted' }, { note: 'several_connections', detail: '2' }],
    })
  })

  it.each([
    ['https://contoso-dev.crm4.dynamics.com/main.aspx?appid=1', 'public', 'DEV'],
    ['https://contoso-test.crm9.dynamics.com', 'gcc', 'TEST'],
    ['https://contoso.crm.microsoftdynamics.us/', 'gcc-high', null],
    ['https://contoso.crm.appsplatform.us', 'dod', null],
    ['https://contoso-prod.api.crm.dynamics.cn/api/data/v9.2', 'china', 'PROD'],
  ])('that is the address %s names cloud %s and environment %s', (url, cloud, environment) => {
    const { origin } = new URL(url.replace('.api.', '.'))
    expect(readConnectionText(`\n ${url}\n`)).toMatchObject({
      form: 'url',
      baseUrl: origin,
      cloud,
      environment,
      notes: [],
    })
  })

  it('with the id of the secret instead of its value says so and takes no secret', () => {
    const read = readConnectionText(`HUNTER_D365_CLIENT_SECRET=${OTHER}`)
    expect(read).toMatchObject({ secret: null, notes: [{ note: 'secret_looks_like_id' }] })
  })

  it('says what is wrong with what it found', () => {
    const read = readConnectionText(
      `HUNTER_D365_BASE_URL=https://contoso.crm4.dynamics.com.evil.example\nHUNTER_D365_CLIENT_ID=abc\nHUNTER_D365_TENANT_ID=${TENANT}`,
    )
    expect(read.notes.map(({ note }) => note)).toEqual(['base_url_refused', 'not_a_guid'])
    expect(readConnectionText(`CLIENT_ID=${TENANT}\nTENANT_ID=${TENANT}`).notes).toMatchObject([
      { note: 'ids_are_equal' },
    ])
    expect(readConnectionText('a shopping list').notes).toMatchObject([{ note: 'nothing_found' }])
  })

  it('whatever it is never throws, and a long hostile one is read in linear time', () => {
    fc.assert(fc.property(fc.string({ maxLength: 300 }), (text) => void readConnectionText(text)))
    for (const piece of ['=', 'Url=', '<a>', 'https://', '"', ' : ', 'a  ']) {
      const started = performance.now()
      readConnectionText(`AuthType=${piece.repeat(20_000)}`)
      readConnectionText(piece.repeat(20_000))
      expect(performance.now() - started).toBeLessThan(2_000)
    }
  })
})
