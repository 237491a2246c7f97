import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { plainClient, whole, type Json, type PlainClient } from './plain-client.ts'
import { startSandboxProcess, type SandboxProcess } from './sandbox-process.ts'

/** What the sandbox takes for true though no source confirms it; docs/sandbox-fidelity.md lists the same numbers. */
let sandbox: SandboxProcess
let client: PlainClient
beforeAll(async () => {
  sandbox = await startSandboxProcess('--control', '--seed', '1')
  client = plainClient(sandbox)
})
afterAll(async () => sandbox[Symbol.asyncDispose]())

const send: PlainClient['send'] = (...request) => client.send(...request)
const json: PlainClient['json'] = (answer) => client.json(answer)
const refusal: PlainClient['refusal'] = (answer) => client.refusal(answer)

const post = (body: object, headers = {}) => send('POST', 'leads', body, headers)
const made = async (body: object): Promise<string> => String((await json(post(body, whole)))['leadid'])
const count = async (filter: string): Promise<string> =>
  (await send('GET', `leads/$count?$filter=${encodeURIComponent(filter)}`)).text()
const target = (more: object) => ({ '@odata.type': 'Microsoft.Dynamics.CRM.lead', ...more })
const bulk = (name: string, ...targets: readonly object[]) =>
  send('POST', `leads/Microsoft.Dynamics.CRM.${name}`, { Targets: targets.map(target) })
const table = "EntityDefinitions(LogicalName='lead')"
const label = { LocalizedLabels: [{ Label: 'Label', LanguageCode: 1033 }] }
const whole40 = { '@odata.type': 'Microsoft.Dynamics.CRM.StringAttributeMetadata', DisplayName: label, MaxLength: 40 }
const addKey = (SchemaName: string, ...KeyAttributes: readonly string[]) =>
  send('POST', `${table}/Keys`, { SchemaName, DisplayName: label, KeyAttributes })

const askToken = async (changes: Readonly<Record<string, string>> = {}): Promise<Json & { status: number }> => {
  const { info } = sandbox
  const answer = await fetch(`${info.authority}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: info.clientId,
      client_secret: info.clientSecret,
      scope: `${info.baseUrl}/.default`,
      ...changes,
    }),
  })
  return { ...(await json(answer)), status: answer.status }
}
const claimsOf = (token: unknown): Json =>
  JSON.parse(Buffer.from(String(token).split('.')[1] ?? '', 'base64url').toString()) as Json

const claims = new Map<string, () => Promise<void>>()
/** Registers one assumption under its number in the document. */
const assume = (number: string, claim: string, check: () => Promise<void>): void => {
  claims.set(number, check)
  it(`${number} ${claim}`, check)
}

describe('Entra ID', () => {
  afterEach(() => client.control('/tokens', { registration: 'ok', service: 'ok' }))

  assume('E1', 'tokens for an organisation have the shape of version 1.0', async () => {
    const claims = claimsOf((await askToken())['access_token'])
    const { tenantId, baseUrl, clientId } = sandbox.info
    expect(claims).toMatchObject({ ver: '1.0', aud: baseUrl, appid: clientId, appidacr: '1' })
    expect(claims['iss']).toBe(`https://sts.windows.net/${tenantId}/`)
  })

  assume('E2', 'a scope with two slashes means an audience that ends in one, and opens the same door', async () => {
    const answer = await askToken({ scope: `${sandbox.info.baseUrl}//.default` })
    expect(claimsOf(answer['access_token'])['aud']).toBe(`${sandbox.info.baseUrl}/`)
    const Authorization = `Bearer ${String(answer['access_token'])}`
    expect((await send('GET', 'WhoAmI', undefined, { Authorization })).status).toBe(200)
  })

  assume('E3', 'answers carry ext_expires_in and no refresh_in', async () => {
    const answer = await askToken()
    expect(answer).toMatchObject({ token_type: 'Bearer', expires_in: 3599, ext_expires_in: 3599 })
    expect(answer).not.toHaveProperty('refresh_in')
  })

  assume('E4', 'a missing credential is a wrong one: 401', async () => {
    const wanted = { status: 401, error: 'invalid_client' }
    expect(await askToken({ client_secret: '' })).toMatchObject({ ...wanted, error_codes: [7000218] })
    const assertion = { client_secret: '', client_assertion: 'x', client_assertion_type: 'urn:other' }
    expect(await askToken(assertion)).toMatchObject({ ...wanted, error_codes: [7000216] })
  })

  assume('E5', 'disabled apps and missing consent are answered with 400', async () => {
    await client.control('/tokens', { registration: 'app-disabled' })
    expect(await askToken()).toMatchObject({ status: 400, error: 'unauthorized_client', error_codes: [7000112] })
    await client.control('/tokens', { registration: 'consent-missing' })
    expect(await askToken()).toMatchObject({ status: 400, error: 'invalid_grant', error_codes: [65001] })
  })

  assume('E6', 'two resources in one scope are invalid_scope', async () => {
    const scope = `${sandbox.info.baseUrl}/.default https://graph.microsoft.com/.default`
    expect(await askToken({ scope })).toMatchObject({ status: 400, error: 'invalid_scope', error_codes: [700022] })
  })

  assume('E7', 'trouble of the service itself is 503, a throttled tenant 429, the wrong cloud 400', async () => {
    for (const [service, status, number] of [
      ['transient', 503, 90033],
      ['tenant-throttled', 429, 90055],
      ['wrong-cloud', 400, 900382],
    ] as const) {
      await client.control('/tokens', { service })
      expect(await askToken()).toMatchObject({ status, error_codes: [number] })
    }
  })
})

describe('rows', () => {
  assume('R1', 'columns that only forms require may be missing', async () => {
    expect((await post({})).status).toBe(204)
  })

  assume('R2', 'columns that nobody may write are overlooked, not refused', async () => {
    const row = await json(post({ subject: 'state', statecode: 1, fullname: 'x' }, whole))
    expect(row).toMatchObject({ statecode: 0, fullname: null })
  })

  assume('R3', 'closed leads are read-only: 400', async () => {
    const id = await made({ subject: 'closed' })
    await send('PATCH', `leads(${id})`, { statecode: 2, statuscode: 4 })
    expect(await refusal(send('PATCH', `leads(${id})`, { subject: 'x' }))).toBe('400 0x8004022e')
  })

  assume('R4', 'a second row with the same id is 412, like any duplicate', async () => {
    const leadid = await made({ subject: 'once' })
    expect(await refusal(post({ leadid }))).toBe('412 0x80040237')
  })

  assume('R5', 'a row version that is none is a bad argument', async () => {
    const id = await made({ subject: 'versioned' })
    const update = send('PATCH', `leads(${id})`, { subject: 'x' }, { 'If-Match': 'W/"one"' })
    expect(await refusal(update)).toBe('400 0x80040203')
  })

  assume('R6', 'a missing key value is 404, columns that are no key are 400', async () => {
    expect((await addKey('hnt_R6', 'hnt_referralid')).status).toBe(204)
    expect(await refusal(send('GET', "leads(hnt_referralid='nobody')"))).toBe('404 0x80060891')
    expect(await refusal(send('GET', "leads(jobtitle='CTO')"))).toBe('400 0x80060890')
  })

  assume('R7', 'rows with a null in a key do not clash', async () => {
    await addKey('hnt_R7', 'hnt_tenantid')
    expect([(await post({ hnt_tenantid: null })).status, (await post({})).status]).toEqual([204, 204])
  })

  assume('R8', 'a state or province holds 50 characters', async () => {
    expect((await post({ address1_stateorprovince: 'x'.repeat(50) })).status).toBe(204)
    expect(await refusal(post({ address1_stateorprovince: 'x'.repeat(51) }))).toBe('400 0x80044331')
  })
})

describe('queries', () => {
  assume('Q1', 'a null is unequal to every value', async () => {
    await post({ companyname: 'Q1', subject: 'a' })
    await post({ companyname: 'Q1' })
    expect(await count("companyname eq 'Q1' and subject ne 'b'")).toBe('2')
  })

  assume('Q2', 'case is ignored by the rules of English, beyond ASCII too', async () => {
    await post({ companyname: 'ÇINAR ŞTİ' })
    expect(await count("startswith(companyname,'çinar ş')")).toBe('1')
    expect(await count("startswith(companyname,'çınar ş')")).toBe('0')
  })

  assume('Q3', '$filter has at most 500 conditions', async () => {
    const filter = (terms: number) => Array.from({ length: terms }, () => 'numberofemployees eq 1').join(' or ')
    expect((await send('GET', `leads?$top=1&$filter=${encodeURIComponent(filter(500))}`)).status).toBe(200)
    const tooMany = send('GET', `leads?$top=1&$filter=${encodeURIComponent(filter(501))}`)
    expect(await refusal(tooMany)).toBe('400 0x8004430c')
  })
})

describe('batches and bulk messages', () => {
  assume('B1', 'a failed change set is one part of the answer', async () => {
    const part = (id: number, body: object) =>
      `--c\r\nContent-Type: application/http\r\nContent-ID: ${id}\r\n\r\nPOST leads HTTP/1.1\r\nContent-Type: application/json\r\n\r\n${JSON.stringify(body)}\r\n`
    const body = `--b\r\nContent-Type: multipart/mixed;boundary=c\r\n\r\n${part(1, {})}${part(2, { nosuch: 1 })}${part(3, {})}--c--\r\n--b--\r\n`
    const headers = { Authorization: `Bearer ${await sandbox.token()}`, 'Content-Type': 'multipart/mixed;boundary=b' }
    const answer = await fetch(`${sandbox.apiUrl}/$batch`, { method: 'POST', headers, body })
    const text = await answer.text()
    expect([answer.status, text.match(/^HTTP\/1\.1 /gm)?.length, text.includes('changesetresponse')]).toEqual([
      400,
      1,
      false,
    ])
  })

  assume('B2', 'CreateMultiple answers the ids in the order of its targets', async () => {
    const ids = [randomUUID(), randomUUID(), randomUUID()]
    expect((await json(bulk('CreateMultiple', ...ids.map((leadid) => ({ leadid })))))['Ids']).toEqual(ids)
  })

  assume('B3', 'UpsertMultiple answers 204 and nothing else', async () => {
    const answer = await bulk('UpsertMultiple', { leadid: randomUUID(), subject: 'new' })
    expect([answer.status, await answer.text()]).toEqual([204, ''])
  })

  assume('B4', 'a bulk message fails with the error of its bad row, which it does not name', async () => {
    const answer = await bulk('CreateMultiple', { subject: 'B4' }, { numberofemployees: -1 })
    const error = (await json(answer))['error'] as Json
    expect([answer.status, Object.keys(error), error['code']]).toEqual([400, ['code', 'message'], '0x8004432f'])
    expect(await count("subject eq 'B4'")).toBe('0')
  })
})

describe('duplicate detection', () => {
  assume('D1', 'bulk messages are asked about duplicates by the same header as single rows', async () => {
    const twice = { emailaddress1: 'd1@contoso.com' }
    const headers = { 'MSCRM.SuppressDuplicateDetection': 'false' }
    const Targets = [target(twice), target(twice)]
    const asked = send('POST', 'leads/Microsoft.Dynamics.CRM.CreateMultiple', { Targets }, headers)
    expect(await refusal(asked)).toBe('412 0x80040333')
    expect((await bulk('CreateMultiple', twice, twice)).status).toBe(200)
  })
})

describe('limits and sign-in', () => {
  assume('L1', 'a request that breaks a limit has done nothing', async () => {
    await client.control('/limits', { requests: 0 })
    const refused = await post({ subject: 'L1' })
    await client.control('/limits', { requests: 6000 })
    expect([refused.status, await count("subject eq 'L1'")]).toEqual([429, '0'])
  })

  assume('L2', 'a bearer that is none is told so in plain text, without a code', async () => {
    const answer = await send('GET', 'WhoAmI', undefined, { Authorization: 'Bearer expired' })
    expect([answer.status, answer.headers.get('content-type')]).toEqual([401, 'text/plain; charset=utf-8'])
  })
})

describe('privileges', () => {
  const be = (state: object) => client.control('/application-user', state)
  afterEach(() => be({ state: 'ready' }))

  assume('P1', 'a row out of reach of a privilege is 403 with a code of its own', async () => {
    const [seeded] = await client.rows("leads?$select=leadid&$filter=startswith(subject,'Interest in')")
    await be({ state: 'privileges', privileges: { prvReadLead: 'Basic' } })
    expect(await refusal(send('GET', `leads(${String(seeded?.['leadid'])})`))).toBe('403 0x80048306')
  })

  assume('P2', 'a user without roles may ask who it is, and is refused all else for want of a role', async () => {
    await be({ state: 'no-roles' })
    expect((await send('GET', 'WhoAmI')).status).toBe(200)
    expect(await refusal(send('GET', 'leads?$top=1'))).toBe('403 0x80042f09')
  })

  assume('P3', 'a lookup takes Append on the row and AppendTo on its target, an owner takes Assign', async () => {
    const me = String((await json(send('GET', 'WhoAmI')))['UserId'])
    const account = String((await json(send('POST', 'accounts', { name: 'P3' }, whole)))['accountid'])
    const bind = () => refusal(post({ 'parentaccountid@odata.bind': `/accounts(${account})` }))
    await be({ state: 'privileges', privileges: { prvAppendLead: null } })
    expect(await bind()).toBe('403 0x80040220')
    await be({ state: 'privileges', privileges: { prvAppendToAccount: null } })
    expect(await bind()).toBe('403 0x80040220')
    await be({ state: 'privileges', privileges: { prvAssignLead: null } })
    expect(await refusal(post({ 'ownerid@odata.bind': `/systemusers(${me})` }))).toBe('403 0x80040220')
  })

  assume('P4', 'application users have the access mode 4', async () => {
    const me = String((await json(send('GET', 'WhoAmI')))['UserId'])
    expect((await json(send('GET', `systemusers(${me})?$select=accessmode`)))['accessmode']).toBe(4)
  })
})

describe('functions', () => {
  assume('F1', 'one privilege by its name is answered like all of them, filtered', async () => {
    const me = String((await json(send('GET', 'WhoAmI')))['UserId'])
    const ask = async (name: string) =>
      (await json(send('GET', `systemusers(${me})/Microsoft.Dynamics.CRM.${name}`)))[
        'RolePrivileges'
      ] as readonly Json[]
    const all = await ask('RetrieveUserPrivileges()')
    const one = await ask("RetrieveUserPrivilegeByPrivilegeName(PrivilegeName='prvCreateLead')")
    expect(one).toEqual(all.filter((privilege) => privilege['PrivilegeName'] === 'prvCreateLead'))
    expect(one).toHaveLength(1)
    expect(await ask("RetrieveUserPrivilegeByPrivilegeName(PrivilegeName='prvNoSuch')")).toEqual([])
  })
})

describe('acting for others', () => {
  afterEach(() => client.control('/application-user', { state: 'ready' }))

  assume('A1', 'a user who is not there is no member of the organisation', async () => {
    await client.control('/application-user', { state: 'roles', roles: ['System Administrator'] })
    const answer = send('GET', 'leads?$top=1', undefined, { CallerObjectId: randomUUID() })
    expect(await refusal(answer)).toBe('403 0x80072560')
  })
})

describe('metadata', () => {
  assume('M1', 'a column that is missing is 404', async () => {
    expect(await refusal(send('GET', `${table}/Attributes(LogicalName='nosuch')`))).toBe('404 0x80060888')
  })

  assume('M2', 'names and keys that exist are refused with 400', async () => {
    const column = { ...whole40, SchemaName: 'hnt_Twice' }
    await send('POST', `${table}/Attributes`, column)
    expect(await refusal(send('POST', `${table}/Attributes`, column))).toBe('400 0x80047013')
    await addKey('hnt_M2', 'hnt_twice')
    expect(await refusal(addKey('hnt_M2', 'jobtitle'))).toBe('400 0x80060893')
    expect(await refusal(addKey('hnt_M2Again', 'hnt_twice'))).toBe('400 0x80060894')
  })

  assume('M3', 'a column can be written at once, and PUT of its whole definition changes it', async () => {
    const path = `${table}/Attributes(LogicalName='hnt_grown')`
    await send('POST', `${table}/Attributes`, { ...whole40, SchemaName: 'hnt_Grown' })
    expect((await post({ hnt_grown: 'x'.repeat(40) })).status).toBe(204)
    const change = { ...whole40, SchemaName: 'hnt_Grown', MaxLength: 50 }
    expect((await send('PUT', path, change, { 'MSCRM.MergeLabels': 'true' })).status).toBe(204)
    expect((await post({ hnt_grown: 'x'.repeat(50) })).status).toBe(204)
  })

  assume('M4', 'a failed key is tried again by the names of table and key', async () => {
    const ids = [await made({ hnt_provider: 'M4' }), await made({ hnt_provider: 'M4' })]
    await addKey('hnt_M4', 'hnt_provider')
    const status = async () =>
      (await json(send('GET', `${table}/Keys(LogicalName='hnt_m4')?$select=EntityKeyIndexStatus`)))[
        'EntityKeyIndexStatus'
      ]
    expect(await status()).toBe('Failed')
    await send('DELETE', `leads(${ids[1]})`)
    const again = { EntityLogicalName: 'lead', EntityKeyLogicalName: 'hnt_m4' }
    expect((await send('POST', 'ReactivateEntityKey', again)).status).toBe(204)
    expect(await status()).toBe('Active')
  })
})

describe('definitions that take their time', () => {
  afterEach(() => client.control('/organisation', { columnDelayMs: 0 }))

  assume('M5', 'publishing ends the wait for a new column', async () => {
    await client.control('/organisation', { columnDelayMs: 600_000 })
    await send('POST', `${table}/Attributes`, { ...whole40, SchemaName: 'hnt_Late' })
    const status = async () => (await send('GET', `${table}/Attributes(LogicalName='hnt_late')`)).status
    expect(await status()).toBe(404)
    expect((await send('POST', 'PublishAllXml')).status).toBe(204)
    expect(await status()).toBe(200)
  })
})

describe('the page of a record', () => {
  assume('G1', 'opens without the id of an app', async () => {
    const id = await made({ subject: 'on a page' })
    const answer = await fetch(`${sandbox.info.baseUrl}/main.aspx?pagetype=entityrecord&etn=lead&id=${id}`)
    expect([answer.status, (await answer.text()).includes('on a page')]).toEqual([200, true])
  })
})

describe('docs/sandbox-fidelity.md', () => {
  it('lists exactly the assumptions that are checked here', () => {
    const page = readFileSync(join(import.meta.dirname, '..', '..', '..', 'docs', 'sandbox-fidelity.md'), 'utf8')
    const listed = [...page.matchAll(/^\| ([A-Z]\d+) +\|/gm)].map(([, number]) => number)
    expect(listed).toEqual([...claims.keys()])
  })
})
