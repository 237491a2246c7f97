import { randomUUID } from 'node:crypto'
import { DynamicsWebApi } from 'dynamics-web-api'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dynamicsClient, label, refusal } from './dynamics-client.ts'
import { startSandboxProcess, type SandboxProcess } from './sandbox-process.ts'

interface Lead {
  readonly leadid: string
  readonly subject: string
  readonly '@odata.etag': string
  readonly [column: string]: unknown
}

let sandbox: SandboxProcess
let client: DynamicsWebApi
beforeAll(async () => {
  sandbox = await startSandboxProcess()
  client = dynamicsClient(sandbox)
})
afterAll(async () => sandbox[Symbol.asyncDispose]())

const leads = 'leads'
const create = (data: object): Promise<Lead> =>
  client.create<object, Lead>({ collection: leads, data, returnRepresentation: true })
const read = (key: string, select: string[] = ['subject']): Promise<Lead> =>
  client.retrieve<Lead>({ collection: leads, key, select })

describe('DynamicsWebApi: one row', () => {
  it('creates a row and reads the id from the answer', async () => {
    const id = await client.create<unknown, string>({ collection: leads, data: { subject: 'Şirket İğne Ağ' } })
    expect(await read(id)).toMatchObject({ leadid: id, subject: 'Şirket İğne Ağ' })
  })

  it('creates a row under an id of its own, once', async () => {
    const leadid = randomUUID()
    const post = (subject: string) => client.create<unknown, string>({ collection: leads, data: { leadid, subject } })
    expect(await post('first')).toBe(leadid)
    expect(await refusal(post('second'))).toBe('412 0x80040237')
  })

  it('updates only what is there', async () => {
    const { leadid } = await create({ subject: 'old', jobtitle: 'kept' })
    expect(await client.update({ collection: leads, key: leadid, data: { subject: 'new' } })).toBe(true)
    expect(await read(leadid, ['subject', 'jobtitle'])).toMatchObject({ subject: 'new', jobtitle: 'kept' })
    const missing = client.update({ collection: leads, key: randomUUID(), data: { subject: 'nobody' } })
    expect(await refusal(missing)).toBe('404 0x80040217')
  })

  it('answers an update with the row when asked to', async () => {
    const { leadid } = await create({ subject: 'before' })
    const row = await client.update<object, Lead>({
      collection: leads,
      key: leadid,
      data: { subject: 'after' },
      returnRepresentation: true,
      select: ['subject'],
    })
    expect(row).toMatchObject({ leadid, subject: 'after' })
  })

  it('writes and clears a single column', async () => {
    const { leadid } = await create({ subject: 'single', jobtitle: 'CTO' })
    await client.updateSingleProperty({ collection: leads, key: leadid, fieldValuePair: { subject: 'one column' } })
    await client.deleteRecord({ collection: leads, key: leadid, property: 'jobtitle' })
    expect(await read(leadid, ['subject', 'jobtitle'])).toMatchObject({ subject: 'one column', jobtitle: null })
  })

  it('upserts: the first call makes the row, the second changes it', async () => {
    const key = randomUUID()
    const upsert = (subject: string) => client.upsert<object, unknown>({ collection: leads, key, data: { subject } })
    await upsert('made')
    await upsert('changed')
    expect(await read(key)).toMatchObject({ subject: 'changed' })
  })

  it('deletes a row, and then finds it missing', async () => {
    const { leadid } = await create({ subject: 'short-lived' })
    await client.deleteRecord({ collection: leads, key: leadid })
    expect(await refusal(read(leadid))).toBe('404 0x80040217')
  })
})

describe('DynamicsWebApi: conditions', () => {
  it('never changes a row by an upsert that may only create', async () => {
    const key = randomUUID()
    const once = (subject: string) =>
      client.upsert<object, unknown>({ collection: leads, key, data: { subject }, ifnonematch: '*' })
    expect(await once('first')).toBe(key)
    // The library's word for 412 on a conditional create.
    expect(await once('second')).toBeNull()
    expect(await read(key)).toMatchObject({ subject: 'first' })
  })

  it('never creates a row by an upsert that may only update', async () => {
    const key = randomUUID()
    const update = client.upsert<object, unknown>({ collection: leads, key, data: { subject: 'x' }, ifmatch: '*' })
    expect(await update).toBeNull()
    expect(await refusal(read(key))).toBe('404 0x80040217')
  })

  it('refuses a stale row version for update and delete, and takes the current one', async () => {
    const first = await create({ subject: 'v1' })
    const { leadid, '@odata.etag': stale } = first
    await client.update({ collection: leads, key: leadid, data: { subject: 'v2' }, ifmatch: stale })
    expect(await client.update({ collection: leads, key: leadid, data: { subject: 'v3' }, ifmatch: stale })).toBe(false)
    expect(await client.deleteRecord({ collection: leads, key: leadid, ifmatch: stale })).toBe(false)
    const { '@odata.etag': current, subject } = await read(leadid)
    expect(subject).toBe('v2')
    expect(await client.deleteRecord({ collection: leads, key: leadid, ifmatch: current })).not.toBe(false)
    expect(await refusal(read(leadid))).toBe('404 0x80040217')
  })

  it('reads nothing when its copy is still current', async () => {
    const { leadid, '@odata.etag': etag } = await create({ subject: 'cached' })
    const again = (ifnonematch: string) => client.retrieve<unknown>({ collection: leads, key: leadid, ifnonematch })
    expect(await again(etag)).toBeUndefined()
    expect(await again('W/"1"')).toMatchObject({ subject: 'cached' })
  })
})

describe('DynamicsWebApi: queries', () => {
  const marker = 'query-marker'
  beforeAll(async () => {
    await client.callAction({
      collection: leads,
      actionName: 'Microsoft.Dynamics.CRM.CreateMultiple',
      action: {
        Targets: Array.from({ length: 7 }, (_, index) => ({
          '@odata.type': 'Microsoft.Dynamics.CRM.lead',
          subject: `row ${index}`,
          companyname: marker,
          numberofemployees: index * 10,
          industrycode: 7,
        })),
      },
    })
  })
  const mine = `companyname eq '${marker}'`
  const subjects = (rows: readonly Lead[]): string[] => rows.map(({ subject }) => subject)

  it('filters, sorts, selects and limits', async () => {
    const page = await client.retrieveMultiple<Lead>({
      collection: leads,
      filter: `${mine} and numberofemployees ge 20 and not contains(subject,'row 4')`,
      orderBy: ['numberofemployees desc'],
      select: ['subject'],
      top: 3,
    })
    expect(subjects(page.value)).toEqual(['row 6', 'row 5', 'row 3'])
    expect(Object.keys(page.value[0]!).filter((name) => !name.startsWith('@'))).toEqual(['subject', 'leadid'])
  })

  it('walks all pages without losing or repeating a row', async () => {
    const all = await client.retrieveAll<Lead>({
      collection: leads,
      filter: mine,
      select: ['subject'],
      orderBy: ['subject asc'],
      maxPageSize: 3,
    })
    expect(subjects(all.value)).toEqual(Array.from({ length: 7 }, (_, index) => `row ${index}`))
  })

  it('counts: beside a page, alone, and over pages', async () => {
    const page = await client.retrieveMultiple({ collection: leads, filter: mine, count: true, maxPageSize: 2 })
    expect([page.value.length, page.oDataCount]).toEqual([2, 7])
    expect(await client.count({ collection: leads, filter: mine })).toBe(7)
    expect(await client.countAll({ collection: leads, filter: mine, select: ['subject'] })).toBe(7)
  })

  it('aggregates', async () => {
    const apply = `filter(${mine})/groupby((industrycode),aggregate(numberofemployees with sum as total))`
    const groups = await client.retrieveMultiple<object>({ collection: leads, apply })
    expect(groups.value).toEqual([{ industrycode: 7, total: 210 }])
  })

  it('expands the owning user and shows formatted values when asked to', async () => {
    const page = await client.retrieveMultiple<Record<string, unknown>>({
      collection: leads,
      filter: mine,
      select: ['industrycode', '_ownerid_value'],
      expand: [{ property: 'owninguser', select: ['fullname'] }],
      includeAnnotations: 'OData.Community.Display.V1.FormattedValue',
      top: 1,
    })
    expect(page.value[0]).toMatchObject({
      industrycode: 7,
      'industrycode@OData.Community.Display.V1.FormattedValue': 'Consulting',
      owninguser: { fullname: expect.any(String) as string },
    })
  })
})

describe('DynamicsWebApi: alternate keys and lookups', () => {
  it('defines a key, and reads and upserts by it', async () => {
    await client.create({
      collection: 'EntityDefinitions',
      key: "LogicalName='lead'",
      navigationProperty: 'Keys',
      data: { SchemaName: 'hnt_DomainKey', DisplayName: label('Domain'), KeyAttributes: ['hnt_domain'] },
    })
    const key = "hnt_domain='contoso.com.tr'"
    await client.upsert({ collection: leads, key, data: { subject: 'by key' } })
    await client.upsert({ collection: leads, key, data: { subject: 'by key again' } })
    expect(await read(key, ['subject', 'hnt_domain'])).toMatchObject({
      subject: 'by key again',
      hnt_domain: 'contoso.com.tr',
    })
    expect(await refusal(create({ subject: 'twin', hnt_domain: 'contoso.com.tr' }))).toBe('412 0x80060892')
    expect(await refusal(read("hnt_domain='nobody.example'"))).toBe('404 0x80060891')
    expect(await refusal(read("jobtitle='CTO'"))).toBe('400 0x80060890')
  })

  it('binds a lookup at creation, sets it, and clears it', async () => {
    const account = await client.create<unknown, string>({ collection: 'accounts', data: { name: 'Contoso' } })
    const { leadid } = await create({ subject: 'with account', 'parentaccountid@odata.bind': `/accounts(${account})` })
    const parent = async () => (await read(leadid, ['_parentaccountid_value']))['_parentaccountid_value']
    expect(await parent()).toBe(account)
    const single = { collection: leads, primaryKey: leadid, navigationProperty: 'parentaccountid' }
    await client.disassociateSingleValued(single)
    expect(await parent()).toBeNull()
    await client.associateSingleValued({ ...single, relatedCollection: 'accounts', relatedKey: account })
    expect(await parent()).toBe(account)
  })
})

/** How the library hands out a failed part of a batch. */
interface PartError {
  readonly status: number
  readonly error: { readonly code: string }
}

describe('DynamicsWebApi: batch', () => {
  it('runs a change set in which a later request refers to an earlier one', async () => {
    client.startBatch()
    void client.create({ collection: 'accounts', data: { name: 'In batch' }, contentId: '1', inChangeSet: true })
    void client.create({
      collection: leads,
      data: { subject: 'refers', 'parentaccountid@odata.bind': '$1' },
      contentId: '2',
      inChangeSet: true,
    })
    void client.retrieveMultiple({ collection: 'accounts', filter: "name eq 'In batch'", inChangeSet: false })
    const [account, lead, found] = (await client.executeBatch()) as [string, string, { value: readonly Lead[] }]
    expect(await read(lead, ['_parentaccountid_value'])).toMatchObject({ _parentaccountid_value: account })
    expect(found.value).toHaveLength(1)
  })

  it('undoes the whole change set when one request fails', async () => {
    client.startBatch()
    void client.create({ collection: leads, data: { subject: 'undone' } })
    void client.create({ collection: leads, data: { subject: 'x'.repeat(301) } })
    const failures = (await client.executeBatch().catch((error: unknown) => error)) as readonly PartError[]
    expect(failures.map(({ status, error }) => `${status} ${error.code}`)).toEqual(['400 0x80044331'])
    expect(await client.count({ collection: leads, filter: "subject eq 'undone'" })).toBe(0)
  })

  it('goes on after a failure when asked to', async () => {
    const good = await create({ subject: 'good' })
    client.startBatch()
    void client.retrieve({ collection: leads, key: randomUUID(), inChangeSet: false })
    void client.retrieve({ collection: leads, key: good.leadid, inChangeSet: false })
    const [missing, found] = (await client.executeBatch({ continueOnError: true })) as [PartError, Lead]
    expect([missing.status, missing.error.code, found.subject]).toEqual([404, '0x80040217', 'good'])
  })
})

describe('DynamicsWebApi: actions and functions', () => {
  const target = (more: object) => ({ '@odata.type': 'Microsoft.Dynamics.CRM.lead', ...more })
  const bulk = <T>(name: string, targets: readonly object[]): Promise<T> =>
    client.callAction<T>({
      collection: leads,
      actionName: `Microsoft.Dynamics.CRM.${name}`,
      action: { Targets: targets },
    })

  it('creates, updates and upserts many rows at once', async () => {
    const made = await bulk<{ Ids: readonly string[] }>('CreateMultiple', [
      target({ subject: 'm0' }),
      target({ subject: 'm1' }),
    ])
    const [first, second] = made.Ids as [string, string]
    const third = randomUUID()
    await bulk('UpdateMultiple', [target({ leadid: first, subject: 'u0' })])
    await bulk('UpsertMultiple', [target({ leadid: second, subject: 'u1' }), target({ leadid: third, subject: 'u2' })])
    const rows = await Promise.all([first, second, third].map((id) => read(id)))
    expect(rows.map(({ subject }) => subject)).toEqual(['u0', 'u1', 'u2'])
  })

  it('makes none of many rows when one is wrong', async () => {
    const wrong = bulk('CreateMultiple', [target({ subject: 'lost' }), target({ subject: 'lost', leadsourcecode: 99 })])
    expect(await refusal(wrong)).toBe('400 0x8004431a')
    expect(await client.count({ collection: leads, filter: "subject eq 'lost'" })).toBe(0)
  })

  it('asks who it is, which version it speaks to, and what it may do', async () => {
    const me = await client.callFunction<{ UserId: string }>('WhoAmI')
    const version = await client.callFunction<{ Version: string }>('RetrieveVersion')
    const { RolePrivileges } = await client.callFunction<{ RolePrivileges: readonly { PrivilegeName: string }[] }>({
      collection: 'systemusers',
      key: me.UserId,
      name: 'Microsoft.Dynamics.CRM.RetrieveUserPrivileges',
    })
    const { leadid } = await create({ subject: 'mine' })
    const { AccessRights } = await client.callFunction<{ AccessRights: string }>({
      collection: 'systemusers',
      key: me.UserId,
      name: 'Microsoft.Dynamics.CRM.RetrievePrincipalAccess',
      parameters: { Target: { '@odata.id': `leads(${leadid})` } },
    })
    expect(version.Version).toMatch(/^9\.2\./)
    expect(RolePrivileges.map(({ PrivilegeName }) => PrivilegeName)).toContain('prvCreateLead')
    expect(AccessRights).toContain('WriteAccess')
  })
})

describe('DynamicsWebApi: refusals', () => {
  it.each([
    ['an unknown column', { subject: 'x', nosuch: 1 }, '400 0x80048d19'],
    ['a text that is too long', { subject: 'x'.repeat(301) }, '400 0x80044331'],
    ['a choice that does not exist', { leadsourcecode: 99 }, '400 0x8004431a'],
    ['a number out of range', { numberofemployees: -1 }, '400 0x8004432f'],
  ])('reads status and code of %s', async (_what, data, expected) => {
    expect(await refusal(create(data))).toBe(expected)
  })

  it.each<[string, () => Promise<unknown>]>([
    ['FetchXML', () => client.fetch({ collection: leads, fetchXml: '<fetch><entity name="lead" /></fetch>' })],
    [
      'a saved query',
      () => client.retrieveMultiple({ collection: leads, queryParams: [`savedQuery=${randomUUID()}`] }),
    ],
    [
      'a query of a user',
      () => client.retrieveMultiple({ collection: leads, queryParams: [`userQuery=${randomUUID()}`] }),
    ],
  ])('reads that %s is not served, and never gets rows that it did not ask for', async (_what, ask) => {
    expect(await refusal(ask())).toBe('400 0x80060888')
  })

  it('reads the plain text of a refused bearer', async () => {
    const serverUrl = sandbox.info.baseUrl
    const stranger = new DynamicsWebApi({ serverUrl, onTokenRefresh: () => Promise.resolve('not.a.token') })
    expect(await refusal(stranger.count({ collection: leads }))).toMatch(/^401/)
  })
})
