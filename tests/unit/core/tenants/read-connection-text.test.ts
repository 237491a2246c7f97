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

/** Everything but what the name says is there; the rest of each row is what is found. */
const ODD_FORMS: readonly (readonly [string, string, Record<string, unknown>])[] = [
  [
    'a connection string without AuthType',
    `Url=https://contoso-dev.crm4.dynamics.com;ClientId=${CLIENT};ClientSecret=my=secret/value+x==;TenantId=${TENANT}`,
    { ...WHOLE, form: 'connection-string', secret: 'my=secret/value+x==' },
  ],
  [
    'a connection string in a line of JSON',
    `"Dataverse": "AuthType=ClientSecret;Url=https://contoso-dev.crm4.dynamics.com;ClientId=${CLIENT};ClientSecret=${SECRET};TenantId=${TENANT}"`,
    WHOLE,
  ],
  [
    'a connection string among an application’s settings in JSON',
    JSON.stringify({
      ConnectionStrings: {
        Dataverse: `AuthType=ClientSecret;Url=https://contoso-dev.crm4.dynamics.com;ClientId=${CLIENT};ClientSecret=${SECRET};TenantId=${TENANT}`,
      },
    }),
    WHOLE,
  ],
  [
    'a connection string in an app.config',
    `<?xml version="1.0"?><configuration><connectionStrings><add name="x" connectionString="AuthType=ClientSecret;Url=https://contoso-dev.crm4.dynamics.com;ClientId=${CLIENT};ClientSecret=a&amp;b;TenantId=${TENANT}" /></connectionStrings></configuration>`,
    { ...WHOLE, secret: 'a&b' },
  ],
  [
    'a connection of XrmToolBox by its connection string, its unused ids being zero',
    `<ConnectionDetail><ConnectionName>A</ConnectionName><AzureAdAppId>00000000-0000-0000-0000-000000000000</AzureAdAppId><TenantId>00000000-0000-0000-0000-000000000000</TenantId><ConnectionString>Url=https://contoso-dev.crm4.dynamics.com;AuthType=ClientSecret</ConnectionString></ConnectionDetail>`,
    { form: 'xrmtoolbox', baseUrl: WHOLE.baseUrl, clientId: null, entraTenantId: null, notes: [] },
  ],
  [
    'Azure App Service’s settings',
    JSON.stringify([
      { name: 'HUNTER_D365_CLIENT_ID', value: CLIENT, slotSetting: false },
      { name: 'HUNTER_D365_TENANT_ID', value: TENANT, slotSetting: false },
      { name: 'HUNTER_D365_BASE_URL', value: 'https://contoso-dev.crm4.dynamics.com' },
    ]),
    { ...WHOLE, name: 'contoso-dev', secret: null },
  ],
  [
    'a Kubernetes manifest',
    `env:\n  - name: HUNTER_D365_CLIENT_ID\n    value: "${CLIENT}"\n  - name: HUNTER_D365_TENANT_ID\n    value: "${TENANT}"\n  - name: HUNTER_D365_CLIENT_SECRET\n    value: '${SECRET}'\n  - name: HUNTER_D365_BASE_URL\n    value: https://contoso-dev.crm4.dynamics.com`,
    { ...WHOLE, name: 'contoso-dev' },
  ],
  [
    'a Compose file’s environment',
    `    environment:\n      - HUNTER_D365_CLIENT_ID=${CLIENT}\n      - HUNTER_D365_TENANT_ID=${TENANT}\n      - HUNTER_D365_CLIENT_SECRET=${SECRET}\n      - HUNTER_D365_BASE_URL=https://contoso-dev.crm4.dynamics.com`,
    WHOLE,
  ],
  [
    'YAML',
    `HUNTER_D365_CLIENT_ID: "${CLIENT}"\nHUNTER_D365_TENANT_ID: '${TENANT}'\nHUNTER_D365_CLIENT_SECRET: "${SECRET}"\nHUNTER_D365_BASE_URL: https://contoso-dev.crm4.dynamics.com`,
    WHOLE,
  ],
  [
    'set, with quotes around name and value',
    `set "AZURE_CLIENT_ID=${CLIENT}"\r\nset AZURE_TENANT_ID=${TENANT}`,
    { clientId: CLIENT, entraTenantId: TENANT, notes: [] },
  ],
  [
    'a secret with # in it, and a comment behind another value',
    `HUNTER_D365_CLIENT_SECRET=ab#cd\nHUNTER_D365_CLIENT_ID=${CLIENT} # app #2`,
    { secret: 'ab#cd', clientId: CLIENT, notes: [] },
  ],
  [
    'a .env of a whole stack: Hunter’s words count, other systems’ passwords do not',
    `SECRET=django\nPASSWORD=db\nAZURE_CLIENT_ID=${OTHER}\nURL=https://other.example\nHUNTER_D365_CLIENT_SECRET=${SECRET}\nHUNTER_D365_CLIENT_ID=${CLIENT}\nHUNTER_D365_TENANT_ID=${TENANT}\nHUNTER_D365_BASE_URL=https://contoso-dev.crm4.dynamics.com\nENVIRONMENT=production`,
    { ...WHOLE, environment: 'PROD' },
  ],
  [
    'a .env of a whole stack without Hunter’s secret: no other is taken for it',
    `SECRET=django\nHUNTER_D365_CLIENT_ID=${CLIENT}`,
    { secret: null, clientId: CLIENT },
  ],
  [
    'two client ids: the first, and a note that names the words and no value',
    `AZURE_CLIENT_ID=${CLIENT}\nARM_CLIENT_ID=${OTHER}`,
    { clientId: CLIENT, notes: [{ note: 'several_values', detail: 'AZURE_CLIENT_ID (≠ ARM_CLIENT_ID)' }] },
  ],
  [
    'the secrets page, a cell a line',
    `Description\nExpires\nValue\nSecret ID\nHunter\n1/1/2027\n${SECRET}\n${OTHER}`,
    { secret: SECRET, notes: [] },
  ],
  [
    'the overview with colons and buttons on lines of their own',
    `Application (client) ID\n:\n${CLIENT}\nCopy to clipboard\nDirectory (tenant) ID\nCopy\n${TENANT}`,
    { clientId: CLIENT, entraTenantId: TENANT, notes: [] },
  ],
  [
    'the overview in Turkish capitals, two values a line',
    `UYGULAMA (İSTEMCİ) KİMLİĞİ : ${CLIENT}\tYönlendirme\nDİZİN (KİRACI) KİMLİĞİ : ${TENANT}`,
    { clientId: CLIENT, entraTenantId: TENANT, notes: [] },
  ],
  ['a host alone', 'contoso-dev.crm4.dynamics.com', { form: 'url', baseUrl: WHOLE.baseUrl, notes: [] }],
  [
    'an address at the end of a sentence',
    'See https://contoso-dev.crm4.dynamics.com.',
    { baseUrl: WHOLE.baseUrl, notes: [] },
  ],
  [
    'an address with http',
    'http://contoso-dev.crm4.dynamics.com',
    { baseUrl: 'http://contoso-dev.crm4.dynamics.com', notes: [{ note: 'base_url_refused' }] },
  ],
  ['ids without hyphens', `TENANT_ID=${TENANT.replaceAll('-', '')}`, { entraTenantId: TENANT, notes: [] }],
]

describe('a pasted text', () => {
  it.each(ODD_FORMS)('%s is read for what it says', (_what, text, expected) => {
    expect(readConnectionText(text)).toMatchObject(expected)
  })

  it('shows its secret nowhere but in the secret, however broken the text is', () => {
    const texts = [...FORMS.map(([, , text]) => text), ...ODD_FORMS.map(([, text]) => text)]
      .filter((text) => text.includes(SECRET))
      .concat(`HUNTER_D365_BASE_URL=Url=https://contoso.crm.dynamics.com;ClientSecret=${SECRET}`)
      .concat(`HUNTER_D365_BASE_URL=https://user:${SECRET}@contoso.crm.dynamics.com/?key=${SECRET}`)
    const broken = fc.tuple(
      fc.constantFrom(...texts),
      fc.nat(),
      fc.constantFrom('', ';', '"', '\n', ' ', '=', '@', '?', ','),
    )
    fc.assert(
      fc.property(broken, ([text, at, piece]) => {
        const cut = text.indexOf(SECRET)
        // The break is anywhere but in the secret itself, where it would make another one.
        const place = at % text.length
        fc.pre(place <= cut || place >= cut + SECRET.length)
        const {
          secret: _secret,
          name: _name,
          ...rest
        } = readConnectionText(text.slice(0, place) + piece + text.slice(place))
        expect(JSON.stringify(rest)).not.toContain(SECRET)
      }),
      { numRuns: 1_000 },
    )
  })

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
