import { randomUUID } from 'node:crypto'
import { globalAgent } from 'node:https'
import {
  associate,
  batchOperation,
  boundAction,
  boundFunction,
  create,
  createWithReturnData,
  deleteProperty,
  deleteRecord,
  disassociate,
  retrieve,
  retrieveAlternateKey,
  retrieveMultiple,
  retrieveMultipleNextPage,
  unboundAction,
  unboundFunction,
  update,
  updateProperty,
  updateWithReturnData,
  WebApiConfig,
  type BatchResponse,
  type Entity,
} from 'dataverse-webapi/lib/node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startSandboxProcess, type SandboxProcess } from './sandbox-process.ts'

let sandbox: SandboxProcess
let bearer: string
beforeAll(async () => {
  sandbox = await startSandboxProcess()
  bearer = await sandbox.token()
  // The library knows host and path of its address, but no port: its agent's default port leads it to the sandbox.
  Object.assign(globalAgent, { defaultPort: Number(new URL(sandbox.info.baseUrl).port) })
})
afterAll(async () => sandbox[Symbol.asyncDispose]())

/** Sets the address itself, because the library's constructor takes a slash out of `https://`. */
const config = (token = bearer): WebApiConfig =>
  Object.assign(new WebApiConfig('9.2', token, sandbox.info.baseUrl), { url: sandbox.apiUrl })

const only = { customHeaders: { 'If-None-Match': '*' } }
const existing = (ifMatch = '*') => ({ customHeaders: { 'If-Match': ifMatch } })
const text = (value: unknown): string => String(value)

const made = async (entity: Entity): Promise<{ id: string; etag: string }> => {
  const row = await createWithReturnData(config(), 'leads', entity, '$select=leadid')
  return { id: text(row['leadid']), etag: text(row['@odata.etag']) }
}
const read = (id: string, select = 'subject') => retrieve(config(), 'leads', id, `$select=${select}`)

/** The Dataverse code of a refusal; the library hands out the error object without the status. */
const refusal = async (call: Promise<unknown>): Promise<string> => {
  const error = await call.then(
    (value: unknown) => ({ code: `answered ${JSON.stringify(value)}` }),
    (reason: unknown) => reason as { code?: string; message: string },
  )
  return error.code ?? ''
}

describe('dataverse-webapi: one row', () => {
  it('creates a row and reads it, its id in capitals', async () => {
    const { id } = await made({ subject: 'made', jobtitle: 'CTO' })
    expect(await read(id.toUpperCase(), 'subject,jobtitle')).toMatchObject({ subject: 'made', jobtitle: 'CTO' })
  })

  it('creates a row without asking for it', async () => {
    await create(config(), 'leads', { subject: 'silently made' })
    const page = await retrieveMultiple(config(), 'leads', "$filter=subject eq 'silently made'&$count=true")
    expect(page.value).toHaveLength(1)
  })

  it('updates columns, one column, and with the row in the answer', async () => {
    const { id } = await made({ subject: 'old', jobtitle: 'CTO' })
    await update(config(), 'leads', id, { subject: 'new' })
    await updateProperty(config(), 'leads', id, 'companyname', 'Contoso')
    await deleteProperty(config(), 'leads', id, 'jobtitle')
    const row = await updateWithReturnData(
      config(),
      'leads',
      id,
      { fax: '1' },
      '$select=subject,companyname,jobtitle,fax',
    )
    expect(row).toMatchObject({ subject: 'new', companyname: 'Contoso', jobtitle: null, fax: '1' })
  })

  it('deletes a row, and then finds it missing', async () => {
    const { id } = await made({ subject: 'short-lived' })
    await deleteRecord(config(), 'leads', id)
    expect(await refusal(read(id))).toBe('0x80040217')
  })
})

describe('dataverse-webapi: conditions', () => {
  it('creates once by a conditional upsert and changes nothing by the second', async () => {
    const id = randomUUID()
    await update(config(), 'leads', id, { subject: 'first' }, only)
    expect(await refusal(update(config(), 'leads', id, { subject: 'second' }, only))).toBe('0x80040237')
    expect(await read(id)).toMatchObject({ subject: 'first' })
  })

  it('takes its standing If-None-Match: null for no condition at all', async () => {
    const id = randomUUID()
    await update(config(), 'leads', id, { subject: 'made' })
    await update(config(), 'leads', id, { subject: 'changed' })
    expect(await read(id)).toMatchObject({ subject: 'changed' })
  })

  it('updates only what is there, and only the version that it knows', async () => {
    expect(await refusal(update(config(), 'leads', randomUUID(), { subject: 'x' }, existing()))).toBe('0x80040217')
    const { id, etag } = await made({ subject: 'v1' })
    await update(config(), 'leads', id, { subject: 'v2' }, existing(etag))
    expect(await refusal(update(config(), 'leads', id, { subject: 'v3' }, existing(etag)))).toBe('0x80060882')
    expect(await read(id)).toMatchObject({ subject: 'v2' })
  })
})

describe('dataverse-webapi: queries', () => {
  beforeAll(async () => {
    for (let index = 0; index < 5; index += 1) {
      await create(config(), 'leads', { subject: `page ${index}`, companyname: 'Pages', numberofemployees: index })
    }
  })
  const query = "$select=subject,leadqualitycode&$filter=companyname eq 'Pages'&$orderby=numberofemployees desc"

  it('gets every annotation, because it always asks for them', async () => {
    const page = await retrieveMultiple(
      config(),
      'leads',
      `${query}&$count=true&$top=1&$expand=createdby($select=fullname)`,
    )
    expect(page).toMatchObject({
      '@odata.count': 5,
      '@Microsoft.Dynamics.CRM.totalrecordcount': 5,
      '@Microsoft.Dynamics.CRM.totalrecordcountlimitexceeded': false,
      value: [{ subject: 'page 4', createdby: { fullname: '# Hunter-D365-Integration' } }],
    })
  })
})

describe('dataverse-webapi: keys, lookups, functions and actions', () => {
  it('creates a key through the metadata, publishes, and reads a row by it', async () => {
    const label = { LocalizedLabels: [{ Label: 'Referral', LanguageCode: 1033 }] }
    const key = { SchemaName: 'hnt_ReferralKey', DisplayName: label, KeyAttributes: ['hnt_referralid'] }
    await create(config(), "EntityDefinitions(LogicalName='lead')/Keys", key as unknown as Entity)
    await unboundAction(config(), 'PublishXml', {
      ParameterXml: '<importexportxml><entities><entity>lead</entity></entities></importexportxml>',
    })
    await create(config(), 'leads', { subject: 'referred', hnt_referralid: 'R-1' })
    const row = await retrieveAlternateKey(config(), 'leads', "hnt_referralid='R-1'", '$select=subject')
    expect(row).toMatchObject({ subject: 'referred' })
  })

  it('puts a row into a collection and takes it out again', async () => {
    const account = text(
      (await createWithReturnData(config(), 'accounts', { name: 'Contoso' }, '$select=accountid'))['accountid'],
    )
    const { id } = await made({ subject: 'related' })
    const parent = async () => (await read(id, '_parentaccountid_value'))['_parentaccountid_value']
    await associate(config(), 'accounts', account, 'lead_parent_account', 'leads', id)
    expect(await parent()).toBe(account)
    await disassociate(config(), 'accounts', account, 'lead_parent_account', id)
    expect(await parent()).toBeNull()
  })

  it('calls unbound and bound functions, parameters in the URL and behind an alias', async () => {
    const me = (await unboundFunction(config(), 'WhoAmI')) as { UserId: string }
    const name = { name: 'PrivilegeName', value: "'prvCreateLead'" }
    for (const input of [name, { ...name, alias: 'p' }]) {
      const found = (await boundFunction(config(), 'systemusers', me.UserId, 'RetrieveUserPrivilegeByPrivilegeName', [
        input,
      ])) as { RolePrivileges: readonly { PrivilegeName: string }[] }
      expect(found.RolePrivileges.map(({ PrivilegeName }) => PrivilegeName)).toEqual(['prvCreateLead'])
    }
  })

  it('creates many rows by an action, named as if it were unbound', async () => {
    const target = (subject: string) => ({ '@odata.type': 'Microsoft.Dynamics.CRM.lead', subject })
    const answer = (await unboundAction(config(), 'leads/Microsoft.Dynamics.CRM.CreateMultiple', {
      Targets: [target('many 0'), target('many 1')],
    })) as { Ids: readonly string[] }
    expect(await Promise.all(answer.Ids.map(async (id) => (await read(id))['subject']))).toEqual(['many 0', 'many 1'])
  })

  it('acts for another user only with the privilege for it', async () => {
    const other = create(config(), 'leads', { subject: 'for another' }, { impersonateUserId: randomUUID() })
    expect(await refusal(other)).toBe('0x8004a110')
  })

  it('hears that an action does not exist on a row', async () => {
    const { id } = await made({ subject: 'no such action' })
    expect(await refusal(boundAction(config(), 'leads', id, 'NoSuchAction'))).toBe('0x80060888')
  })
})

describe('dataverse-webapi: batch', () => {
  const write = (method: string, queryString: string, entity: Entity) => ({ method, queryString, entity })

  it('sends a change set and reads beside it', async () => {
    const { id } = await made({ subject: 'before' })
    const answers = (await batchOperation(
      config(),
      randomUUID(),
      randomUUID(),
      [write('POST', 'leads', { subject: 'batched' }), write('PATCH', `leads(${id})`, { subject: 'after' })],
      [`leads(${id})?$select=subject`],
    )) as readonly BatchResponse[]
    expect(answers.map(({ httpStatus, contentId }) => [httpStatus, contentId])).toEqual([
      [204, '1'],
      [204, '2'],
      [200, undefined],
    ])
    expect(await read(text(answers[0]?.entityId))).toMatchObject({ subject: 'batched' })
    expect(answers[2]?.data).toMatchObject({ subject: 'after' })
  })

  it('reads the error of a failed change set, of which nothing remains', async () => {
    const wrong = batchOperation(
      config(),
      randomUUID(),
      randomUUID(),
      [write('POST', 'leads', { subject: 'rolled back' }), write('POST', 'leads', { leadsourcecode: 99 })],
      [],
    )
    expect(await refusal(wrong)).toBe('0x8004431a')
    const page = await retrieveMultiple(config(), 'leads', "$filter=subject eq 'rolled back'")
    expect(page.value).toEqual([])
  })
})

describe('dataverse-webapi: limits of the library', () => {
  it('puts a slash behind the link of the next page, which spoils the paging cookie', async () => {
    const page = await retrieveMultiple(config(), 'leads', '$select=subject', { maxPageSize: 1 })
    const next = retrieveMultipleNextPage(config(), page['@odata.nextLink'], { maxPageSize: 1 })
    await expect(next).rejects.toMatchObject({ message: 'Malformed XML in the Paging Cookie' })
  })

  it('cannot read the plain text of a refused bearer', async () => {
    await expect(retrieveMultiple(config('not.a.token'), 'leads')).rejects.toThrow('Unexpected Error')
  })

  it('counts letters where bytes are due, so a body beyond ASCII arrives cut off and makes nothing', async () => {
    await expect(create(config(), 'leads', { companyname: 'Bytes', subject: 'Şirket' })).rejects.toBeDefined()
    const page = await retrieveMultiple(config(), 'leads', "$filter=companyname eq 'Bytes'")
    expect(page.value).toEqual([])
  })
})
