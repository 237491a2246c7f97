import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { plainClient, whole, type PlainClient } from './plain-client.ts'
import { startSandboxProcess, type SandboxProcess } from './sandbox-process.ts'

/** Requests as Microsoft's documentation shows them, so that its readers find the sandbox as described. */
let sandbox: SandboxProcess
let client: PlainClient
beforeAll(async () => {
  sandbox = await startSandboxProcess()
  client = plainClient(sandbox)
  const key = { SchemaName: 'hnt_Pair', DisplayName: label('Pair'), KeyAttributes: ['hnt_provider', 'hnt_finalscore'] }
  expect((await send('POST', "EntityDefinitions(LogicalName='lead')/Keys", key)).status).toBe(204)
})
afterAll(async () => sandbox[Symbol.asyncDispose]())

const send: PlainClient['send'] = (...request) => client.send(...request)
const json: PlainClient['json'] = (answer) => client.json(answer)
const rows: PlainClient['rows'] = (path) => client.rows(path)

function label(text: string) {
  return { LocalizedLabels: [{ Label: text, LanguageCode: 1033 }] }
}

describe('Use Upsert to Create or Update a record', () => {
  it('answers an upsert by an alternate key with the address that it was sent to', async () => {
    const path = "leads(hnt_provider='contoso',hnt_finalscore=2)"
    for (const subject of ['2:2', '2:2 Updated']) {
      const answer = await send('PATCH', path, { subject })
      expect([answer.status, answer.headers.get('odata-entityid')]).toEqual([204, `${sandbox.apiUrl}/${path}`])
    }
    expect(await json(send('GET', path))).toMatchObject({ subject: '2:2 Updated', hnt_finalscore: 2 })
  })

  it('tells creation from update by the status when the row is asked for', async () => {
    const path = "leads(hnt_provider='contoso',hnt_finalscore=3)?$select=leadid"
    const made = await send('PATCH', path, { subject: '3:3' }, whole)
    const changed = await send('PATCH', path, { subject: '3:3 Updated' }, whole)
    expect([made.status, changed.status]).toEqual([201, 200])
    expect(made.headers.get('etag')).toBe((await json(made))['@odata.etag'])
  })

  it('overlooks key values in the body of an update, and prefers them at creation', async () => {
    const path = (score: number) => `leads(hnt_provider='fabrikam',hnt_finalscore=${score})`
    await send('PATCH', path(4), { subject: 'made', hnt_finalscore: 5 })
    expect((await send('GET', path(4))).status).toBe(404)
    await send('PATCH', path(5), { subject: 'changed', hnt_finalscore: 6 })
    expect(await json(send('GET', path(5)))).toMatchObject({ subject: 'changed', hnt_finalscore: 5 })
  })
})

describe('Filter rows using OData', () => {
  const company = "O'Bryan"
  beforeAll(async () => {
    for (const [lastname, numberofemployees] of [
      ["O'Bryan", 5],
      ['OBrian', 2000],
      ['Smith', 2001],
    ] as const) {
      await send('POST', 'leads', { lastname, firstname: 'Smith', companyname: company, numberofemployees })
    }
  })
  const names = async (filter: string, more = '') =>
    (await rows(`leads?$select=lastname&$orderby=lastname&$filter=${encodeURIComponent(filter)}${more}`)).map(
      (row) => row['lastname'],
    )
  const namespace = 'Microsoft.Dynamics.CRM'

  it('takes the values of a query function in double quotes', async () => {
    const filter = `${namespace}.Between(PropertyName='numberofemployees',PropertyValues=["5","2000"])`
    expect(await names(filter)).toEqual(["O'Bryan", 'OBrian'])
  })

  it('takes them behind aliases, apostrophes among them', async () => {
    const filter = `${namespace}.In(PropertyName=@p1,PropertyValues=@p2)`
    const more = `&@p1='lastname'&@p2=${encodeURIComponent(JSON.stringify(['OBrian', "O'Bryan"]))}`
    expect(await names(filter, more)).toEqual(["O'Bryan", 'OBrian'])
  })

  it('ignores the case of texts, and wants apostrophes doubled', async () => {
    expect(await names("lastname eq 'o''BRYAN'")).toEqual(["O'Bryan"])
    expect((await send('GET', "leads?$filter=lastname eq 'O'Bryan'")).status).toBe(400)
  })

  it('reads wildcards in the texts of functions, and brackets around them as letters', async () => {
    await send('POST', 'leads', { lastname: '100% [Öz_Türk]', companyname: 'Wild' })
    const wild = (text: string) => names(`companyname eq 'Wild' and ${text}`)
    for (const text of ["'öz_t'", "'1__[%]'", "'1%türk'", "'[[]ö'", "'[p-ö]z'", "'[^a]z_'"]) {
      expect(await wild(`contains(lastname,${text})`), text).toHaveLength(1)
    }
    for (const text of ["'ö___t'", "'1[%]türk'", "'[a-c]z'", "'100[_]'", "'*'"]) {
      expect(await wild(`contains(lastname,${text})`), text).toEqual([])
    }
    expect(await wild("startswith(lastname,'%öz')")).toHaveLength(1)
    expect(await wild("endswith(lastname,'100%')")).toHaveLength(1)
    expect(await wild("lastname eq '100_ [Öz_Türk]'")).toEqual([])
  })

  it('compares two columns of a row', async () => {
    expect(await names('firstname eq lastname')).toEqual(['Smith'])
  })

  it('filters by the column of a related row, and by its id', async () => {
    const me = await json(send('GET', 'WhoAmI'))
    const mine = `companyname eq 'O''Bryan' and owninguser/systemuserid eq ${String(me['UserId'])}`
    expect(await names(mine)).toHaveLength(3)
    expect(await names(`companyname eq 'O''Bryan' and _owninguser_value eq ${String(me['UserId'])}`)).toHaveLength(3)
  })
})

describe('Aggregate data using OData', () => {
  beforeAll(async () => {
    const made = [
      [1, 10_000],
      [1, 30_000],
      [2, 5_000],
      [2, undefined],
    ] as const
    for (const [leadqualitycode, revenue] of made) {
      await send('POST', 'leads', { companyname: 'Aggregate', leadqualitycode, revenue })
    }
    await send('POST', 'leads', { companyname: 'Aggregate' })
  })
  const apply = (expression: string) => `leads?$apply=filter(companyname eq 'Aggregate')/${expression}`

  it('lists distinct values, and leaves out what a group lacks', async () => {
    expect(await rows(apply('groupby((leadqualitycode))'))).toEqual([
      {},
      { leadqualitycode: 1 },
      { leadqualitycode: 2 },
    ])
  })

  it('counts, adds up and averages by group, formatted on request', async () => {
    const path = apply(
      'groupby((leadqualitycode),aggregate($count as count,revenue with sum as total,revenue with average as mean))',
    )
    expect(await rows(path)).toEqual([
      { count: 1 },
      { leadqualitycode: 1, count: 2, total: 40_000, mean: 20_000 },
      { leadqualitycode: 2, count: 2, total: 5_000, mean: 5_000 },
    ])
    const annotations = { Prefer: 'odata.include-annotations="OData.Community.Display.V1.FormattedValue"' }
    const { value } = await json(send('GET', path, undefined, annotations))
    expect((value as readonly unknown[])[1]).toMatchObject({
      'leadqualitycode@OData.Community.Display.V1.FormattedValue': 'Hot',
      'count@OData.Community.Display.V1.FormattedValue': '2',
      'total@OData.Community.Display.V1.FormattedValue': '€40,000.00',
    })
  })

  it('finds the first and the last moment of all rows', async () => {
    const [all] = await rows(apply('aggregate(createdon with min as first,createdon with max as last)'))
    expect(Date.parse(String(all?.['last']))).toBeGreaterThanOrEqual(Date.parse(String(all?.['first'])))
  })

  it('groups by the column of a related row', async () => {
    expect(await rows(apply('groupby((owninguser/fullname),aggregate($count as n))'))).toEqual([
      { systemuser_fullname: '# Hunter-D365-Integration', n: 5 },
    ])
  })

  it.each([
    ['groups of moments', 'groupby((createdon))'],
    ['sums of texts', 'aggregate(subject with sum as total)'],
    ['steps it does not know', 'topcount(1,revenue)'],
    ['columns that do not exist', 'groupby((nosuch))'],
    ['SQL', 'aggregate(revenue with sum as total;--)'],
    ['other options beside it', 'aggregate($count as n)&$top=1'],
  ])('refuses %s', async (_what, expression) => {
    expect(await client.refusal(send('GET', `leads?$apply=${expression}`))).toBe('400 0x80060888')
  })
})

describe('Retrieve a table row using the Web API', () => {
  it('adds the currency to money and the whole address to its parts', async () => {
    const row = { subject: 'companions', revenue: 10_000, address1_city: 'İzmir' }
    const { leadid } = await json(send('POST', 'leads?$select=leadid', row, whole))
    const answer = await json(send('GET', `leads(${String(leadid)})?$select=revenue,address1_city`))
    expect(Object.keys(answer).filter((name) => !name.startsWith('@'))).toEqual([
      'revenue',
      'address1_city',
      'leadid',
      '_transactioncurrencyid_value',
      'address1_composite',
    ])
  })

  it('counts behind a byte order mark', async () => {
    const bytes = new Uint8Array(await (await send('GET', "leads/$count?$filter=subject eq 'nobody'")).arrayBuffer())
    expect([...bytes]).toEqual([0xef, 0xbb, 0xbf, '0'.charCodeAt(0)])
  })
})

describe('Associate and disassociate table rows using the Web API', () => {
  it('clears a lookup by its name alone', async () => {
    const { accountid } = await json(send('POST', 'accounts?$select=accountid', { name: 'Contoso' }, whole))
    const lead = { subject: 'related', 'parentaccountid@odata.bind': `accounts(${String(accountid)})` }
    const { leadid } = await json(send('POST', 'leads?$select=leadid', lead, whole))
    expect((await send('PATCH', `leads(${String(leadid)})`, { parentaccountid: null })).status).toBe(204)
    const answer = await json(send('GET', `leads(${String(leadid)})?$select=_parentaccountid_value`))
    expect(answer['_parentaccountid_value']).toBeNull()
  })

  it('lists and counts a collection below a row', async () => {
    const { accountid } = await json(send('POST', 'accounts?$select=accountid', { name: 'Contoso' }, whole))
    const path = `accounts(${String(accountid)})/lead_parent_account`
    const { leadid } = await json(send('POST', 'leads?$select=leadid', { subject: 'member' }, whole))
    const reference = { '@odata.id': `${sandbox.apiUrl}/leads(${String(leadid)})` }
    expect((await send('POST', `${path}/$ref`, reference)).status).toBe(204)
    expect(await rows(`${path}?$select=subject`)).toMatchObject([{ subject: 'member' }])
    expect(await (await send('GET', `${path}/$count`)).text()).toBe('1')
    const removal = `${path}/$ref?$id=${sandbox.apiUrl}/leads(${String(leadid)})`
    expect((await send('DELETE', removal)).status).toBe(204)
    expect(await rows(path)).toEqual([])
  })
})

describe('Update and delete table rows using the Web API', () => {
  it('overlooks $expand when an update answers with the row', async () => {
    const { leadid } = await json(send('POST', 'leads?$select=leadid', { subject: 'before' }, whole))
    const path = `leads(${String(leadid)})?$select=subject&$expand=owninguser($select=fullname)`
    const row = await json(send('PATCH', path, { subject: 'after' }, { ...whole, 'If-Match': '*' }))
    expect(row).toMatchObject({ subject: 'after' })
    expect(row).not.toHaveProperty('owninguser')
  })
})

describe('Compose HTTP requests and handle errors', () => {
  it('confirms the preferences that were heeded', async () => {
    const annotations = 'odata.include-annotations="OData.Community.Display.V1.FormattedValue"'
    const page = await send('GET', 'leads?$select=subject', undefined, {
      Prefer: `odata.maxpagesize=2, ${annotations}`,
    })
    expect(page.headers.get('preference-applied')).toBe(`odata.maxpagesize=2, ${annotations}`)
    const made = await send('POST', 'leads', { subject: 'shown' }, whole)
    expect(made.headers.get('preference-applied')).toBe('return=representation')
  })

  it('answers PATCH and DELETE of a whole table with 405', async () => {
    expect((await send('PATCH', 'leads', { subject: 'all' })).status).toBe(405)
    expect((await send('DELETE', 'leads')).status).toBe(405)
  })
})

describe('Create and update column definitions using the Web API', () => {
  it('answers with the address of the column below the table as it was named', async () => {
    const path = "EntityDefinitions(LogicalName='lead')/Attributes"
    const answer = await send('POST', path, {
      AttributeType: 'Money',
      AttributeTypeName: { Value: 'MoneyType' },
      DisplayName: label('Balance'),
      RequiredLevel: {
        Value: 'None',
        CanBeChanged: true,
        ManagedPropertyLogicalName: 'canmodifyrequirementlevelsettings',
      },
      SchemaName: 'hnt_Balance',
      '@odata.type': 'Microsoft.Dynamics.CRM.MoneyAttributeMetadata',
      PrecisionSource: 2,
    })
    const address = answer.headers.get('odata-entityid') ?? ''
    expect(address.startsWith(`${sandbox.apiUrl}/${path}(`)).toBe(true)
    const column = await json(send('GET', address.slice(`${sandbox.apiUrl}/`.length)))
    expect(column['LogicalName']).toBe('hnt_balance')
  })
})

describe('Use bulk operation messages', () => {
  it('upserts by key without changing the key', async () => {
    const target = (subject: string) => ({
      '@odata.type': 'Microsoft.Dynamics.CRM.lead',
      '@odata.id': "leads(hnt_provider='bulk',hnt_finalscore=1)",
      subject,
    })
    for (const subject of ['first', 'second']) {
      const answer = await send('POST', 'leads/Microsoft.Dynamics.CRM.UpsertMultiple', { Targets: [target(subject)] })
      expect(answer.ok).toBe(true)
    }
    expect(await rows("leads?$select=subject&$filter=hnt_provider eq 'bulk'")).toMatchObject([{ subject: 'second' }])
    const missing = { '@odata.type': 'Microsoft.Dynamics.CRM.lead', leadid: randomUUID(), subject: 'x' }
    const update = await send('POST', 'leads/Microsoft.Dynamics.CRM.UpdateMultiple', { Targets: [missing] })
    expect(update.status).toBe(404)
  })
})
