import { randomUUID } from 'node:crypto'
import { EdmV4, OData } from '@odata/client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startSandboxProcess, type SandboxProcess } from './sandbox-process.ts'

interface Lead {
  readonly leadid: string
  readonly subject: string
  readonly [column: string]: unknown
}

let sandbox: SandboxProcess
beforeAll(async () => {
  sandbox = await startSandboxProcess()
})
afterAll(async () => sandbox[Symbol.asyncDispose]())

/** The library signs in by itself, with the secret in a form or in HTTP Basic; headers are the same for all its requests. */
const connect = (headers: Record<string, string> = {}, over: object = {}) => {
  const { info, apiUrl } = sandbox
  return OData.New4({
    serviceEndpoint: `${apiUrl}/`,
    commonHeaders: { 'Content-Type': 'application/json', Accept: 'application/json', ...headers },
    credential: {
      tokenUrl: `${info.authority}/oauth2/v2.0/token`,
      clientId: info.clientId,
      clientSecret: info.clientSecret,
      scope: `${info.baseUrl}/.default`,
      tokenRetrieveType: 'form',
      ...over,
    },
  })
}
const leads = (headers: Record<string, string> = {}) => connect(headers).getEntitySet<Lead>('leads')
const whole = { Prefer: 'return=representation' }
const guid = (id: string) => EdmV4.Guid.from(id)
const made = (lead: object): Promise<Lead> => leads(whole).create(lead)
const select = (...columns: string[]) => OData.newOptions().select(columns)

describe('@odata/client: token', () => {
  it.each(['form', 'header'])('obtains a token with its credential in the %s', async (tokenRetrieveType) => {
    const found = connect({}, { tokenRetrieveType }).getEntitySet<Lead>('leads').query()
    expect(await found).toBeInstanceOf(Array)
  })

  it('hears that its secret is wrong', async () => {
    const stranger = connect({}, { clientSecret: 'wrong' }).getEntitySet<Lead>('leads')
    await expect(stranger.query()).rejects.toThrow('invalid_client')
  })
})

describe('@odata/client: one row', () => {
  it('creates, reads, updates and deletes', async () => {
    const set = leads()
    const { leadid } = await made({ subject: 'İlk satır', lastname: 'Öz' })
    await set.update(guid(leadid), { subject: 'ikinci' })
    expect(await set.retrieve(guid(leadid), select('subject', 'fullname'))).toMatchObject({
      subject: 'ikinci',
      fullname: 'Öz',
    })
    await set.delete(guid(leadid))
    await expect(set.retrieve(guid(leadid))).rejects.toThrow('Does Not Exist')
  })

  it('upserts, because its update carries no condition', async () => {
    const id = randomUUID()
    await leads().update(guid(id), { subject: 'made by update' })
    expect(await leads().retrieve(guid(id))).toMatchObject({ subject: 'made by update' })
  })

  it('creates at most once under a condition that goes with all its requests', async () => {
    const id = randomUUID()
    const careful = leads({ 'If-None-Match': '*' })
    await careful.update(guid(id), { subject: 'first' })
    await expect(careful.update(guid(id), { subject: 'second' })).rejects.toThrow('matching key values already exists')
    expect(await leads().retrieve(guid(id))).toMatchObject({ subject: 'first' })
  })

  it('updates only what is there under If-Match', async () => {
    const update = leads({ 'If-Match': '*' }).update(guid(randomUUID()), { subject: 'nobody' })
    await expect(update).rejects.toThrow('Does Not Exist')
  })
})

describe('@odata/client: queries', () => {
  const company = "Sinan'ın Dükkânı"
  beforeAll(async () => {
    const set = leads()
    for (let index = 0; index < 6; index += 1) {
      await set.create({
        subject: `q ${index}`,
        companyname: company,
        numberofemployees: index,
        leadqualitycode: (index % 3) + 1,
      })
    }
  })
  const mine = () =>
    OData.newFilter<Lead>()
      .field('companyname')
      .eq(EdmV4.String.from(company.replaceAll("'", "''")))
  const subjects = (rows: readonly Lead[]): string[] => rows.map(({ subject }) => subject)

  it('builds ranges and alternatives that the sandbox reads', async () => {
    const filter = mine().field('numberofemployees').between(1, 5).field('leadqualitycode').in([2, 3])
    const options = select('subject').filter(filter).orderby('numberofemployees', 'desc').top(3)
    expect(subjects(await leads().query(options))).toEqual(['q 5', 'q 4', 'q 2'])
  })

  it('compares moments and ids without quotes', async () => {
    const [first] = await leads().query(select('subject').filter(mine()).top(1))
    const now = EdmV4.DateTimeOffset.from(new Date())
    const filter = mine().field('leadid').eq(guid(first!.leadid)).field('createdon').le(now)
    expect(subjects(await leads().query(filter))).toEqual([first!.subject])
  })

  it('counts by filter and by example', async () => {
    expect(await leads().count(mine())).toBe(6)
    expect(await leads().count({ subject: 'q 3' })).toBe(1)
  })

  it('expands a lookup', async () => {
    const [row] = await leads().query(select('subject').filter(mine()).expand('owninguser($select=fullname)').top(1))
    expect(row).toMatchObject({ owninguser: { fullname: '# Hunter-D365-Integration' } })
  })

  it('aggregates', async () => {
    const total = OData.newTransformation().aggregate('numberofemployees with sum as total')
    const options = OData.newOptions().apply([OData.newTransformation().filter(mine()), total])
    expect(await leads().query(options)).toEqual([{ total: 15 }])
  })

  it('is told that Dataverse has no $skip', async () => {
    await expect(leads().query(OData.newOptions().skip(1))).rejects.toThrow('Skip')
  })

  it('reads a page of the size that it prefers, and the way to the next', async () => {
    const page = await connect({ Prefer: 'odata.maxpagesize=4' }).newRequest<Lead>({
      collection: 'leads',
      method: 'GET',
      params: select('subject').filter(mine()).orderby('subject', 'asc'),
    })
    const link = new URL((page as unknown as Record<string, string>)['@odata.nextLink']!)
    const rest = await connect({ Prefer: 'odata.maxpagesize=4' }).newRequest<Lead>({
      collection: link.href.slice(`${sandbox.apiUrl}/`.length),
      method: 'GET',
    })
    expect([...page.value!, ...rest.value!].map(({ subject }) => subject)).toEqual([
      'q 0',
      'q 1',
      'q 2',
      'q 3',
      'q 4',
      'q 5',
    ])
  })
})

describe('@odata/client: keys, functions and actions', () => {
  it('creates a key and a column through the metadata, and reads by the key', async () => {
    const label = { LocalizedLabels: [{ Label: 'Foreign', LanguageCode: 1033 }] }
    const table = "EntityDefinitions(LogicalName='lead')"
    await connect()
      .getEntitySet(`${table}/Attributes`)
      .create({
        '@odata.type': 'Microsoft.Dynamics.CRM.StringAttributeMetadata',
        SchemaName: 'hnt_ForeignKey',
        DisplayName: label,
        FormatName: { Value: 'Text' },
        MaxLength: 40,
      })
    await connect()
      .getEntitySet(`${table}/Keys`)
      .create({ SchemaName: 'hnt_ForeignKeyKey', DisplayName: label, KeyAttributes: ['hnt_foreignkey'] })
    await leads().create({ subject: 'keyed', hnt_foreignkey: 'F-1' })
    expect(await leads().retrieve({ hnt_foreignkey: 'F-1' }, select('subject'))).toMatchObject({ subject: 'keyed' })
    const columns = await connect()
      .getEntitySet<{ MaxLength: number }>(`${table}/Attributes/Microsoft.Dynamics.CRM.StringAttributeMetadata`)
      .query(select('MaxLength').filter("LogicalName eq 'hnt_foreignkey'"))
    expect(columns.map(({ MaxLength }) => MaxLength)).toEqual([40])
  })

  it('calls functions and actions', async () => {
    const client = connect()
    const me = (await client.functionImport('WhoAmI')) as unknown as { UserId: string }
    const privileges = (await client
      .getEntitySet('systemusers')
      .function('Microsoft.Dynamics.CRM.RetrieveUserPrivilegeByPrivilegeName', guid(me.UserId), {
        PrivilegeName: 'prvWriteLead',
      })) as { RolePrivileges: readonly { PrivilegeName: string }[] }
    expect(privileges.RolePrivileges.map(({ PrivilegeName }) => PrivilegeName)).toEqual(['prvWriteLead'])
    const bulk = (await client.actionImport('leads/Microsoft.Dynamics.CRM.CreateMultiple', {
      Targets: [{ '@odata.type': 'Microsoft.Dynamics.CRM.lead', subject: 'bulk' }],
    })) as unknown as { Ids: readonly string[] }
    expect(bulk.Ids).toHaveLength(1)
  })
})

describe('@odata/client: batch', () => {
  it('reads several answers out of one batch, the blanks of its filter not encoded', async () => {
    const { leadid } = await made({ subject: 'in a batch' })
    const client = connect()
    const [row, count] = await client.execBatchRequests([
      client.newBatchRequest<Lead>({ collection: 'leads', method: 'GET', id: guid(leadid), params: select('subject') }),
      client.newBatchRequest<Lead>({
        collection: 'leads',
        method: 'GET',
        params: select('subject').filter("subject eq 'in a batch'").count(true),
      }),
    ])
    expect([row!.status, await row!.json()]).toMatchObject([200, { subject: 'in a batch' }])
    expect(await count!.json()).toMatchObject({ '@odata.count': 1 })
  })

  it('cannot write in a batch, because its change sets carry no Content-ID', async () => {
    const client = connect()
    const wrong = client.execBatchRequests([
      client.newBatchRequest<Lead>({ collection: 'leads', method: 'POST', entity: { subject: 'no content id' } }),
    ])
    await expect(wrong).rejects.toBeDefined()
    expect(await leads().count({ subject: 'no content id' })).toBe(0)
  })

  it('is told that a batch in JSON is not understood', async () => {
    const client = connect()
    const wrong = client.execBatchRequestsJson([client.newBatchRequest<Lead>({ collection: 'leads', method: 'GET' })])
    await expect(wrong).rejects.toThrow('multipart/mixed')
  })
})
