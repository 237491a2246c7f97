import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { json, openWire, rows, type Answer, type Json, type Wire } from './wire.ts'
import type { ApplicationUserState } from '../../../src/sandbox/dataverse/seed/application-user-state.ts'

let wire: Wire
let control: NonNullable<Wire['sandbox']['control']>
/** A lead of the application's own, an unknown id, and the definitions below which things are made. */
let own: string
const nobody = '00000000-0000-4000-8000-000000000001'
const leadDefinition = "EntityDefinitions(LogicalName='lead')"

const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  wire.api(path, { method: 'POST', body, headers })
const patch = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  wire.api(path, { method: 'PATCH', body, headers })
const create = (body: unknown) => post('leads', body)
const fetchXml = (xml: string) => wire.api(`leads?fetchXml=${encodeURIComponent(xml)}`)
const makeKey = (name: string, column: string) =>
  post(`${leadDefinition}/Keys`, { SchemaName: name, DisplayName: label(name), KeyAttributes: [column] })
const label = (text: string) => ({ LocalizedLabels: [{ Label: text, LanguageCode: 1033 }] })
const makeColumn = (name: string) =>
  post(`${leadDefinition}/Attributes`, {
    '@odata.type': 'Microsoft.Dynamics.CRM.StringAttributeMetadata',
    SchemaName: name,
    MaxLength: 40,
    FormatName: { Value: 'Text' },
    DisplayName: label(name),
  })
const as = async (state: ApplicationUserState, ask: () => Promise<Answer>): Promise<Answer> => {
  control.applicationUser(state)
  try {
    return await ask()
  } finally {
    control.applicationUser({ state: 'ready' })
  }
}
const limited = async (limits: Parameters<typeof control.limits>[0], ask: () => Promise<Answer>): Promise<Answer> => {
  const before = { ...control.limits() }
  control.limits(limits)
  try {
    return await ask()
  } finally {
    control.limits(before)
  }
}

beforeAll(async () => {
  wire = await openWire({ seed: 1 })
  control = wire.sandbox.control!
  await makeColumn('hnt_keyed')
  await makeKey('hnt_keyed_key', 'hnt_keyed')
  await create({ hnt_keyed: 'taken' })
})
afterAll(async () => wire[Symbol.asyncDispose]())
beforeEach(async () => {
  own = randomUUID()
  await create({ leadid: own, subject: 'own', emailaddress1: `${own}@acme.example` })
})

interface Fact {
  readonly code: string
  readonly status: number
  readonly what: string
  readonly text: RegExp
  readonly provoke: () => Promise<Answer>
}

const changeSetWithoutId =
  '--b\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n--c\r\nContent-Type: application/http\r\n\r\nPOST /api/data/v9.2/leads HTTP/1.1\r\n\r\n{}\r\n--c--\r\n--b--'

/** Every known code that a client can bring about by itself. */
const facts: readonly Fact[] = [
  {
    code: '0x80040217',
    status: 404,
    what: 'a row that is not there',
    text: /^Entity 'lead' With Id = \S+ Does Not Exist$/,
    provoke: () => wire.api(`leads(${nobody})`),
  },
  {
    code: '0x80060891',
    status: 404,
    what: 'a key value that no row has',
    text: /does not exist/i,
    provoke: () => wire.api("leads(hnt_keyed='free')"),
  },
  {
    code: '0x80060890',
    status: 400,
    what: 'columns that are no key',
    text: /not a defined key/,
    provoke: () => wire.api("leads(subject='x')"),
  },
  {
    code: '0x80060888',
    status: 400,
    what: 'an unknown column in the address',
    text: /^Could not find a property named 'nope' on type 'Microsoft\.Dynamics\.CRM\.lead'\.$/,
    provoke: () => wire.api('leads?$select=nope'),
  },
  {
    code: '0x80060888',
    status: 404,
    what: 'an unknown entity set',
    text: /^Resource not found for the segment 'nopes'\.$/,
    provoke: () => wire.api('nopes'),
  },
  {
    code: '0x80060888',
    status: 405,
    what: 'PATCH on a definition',
    text: /PATCH/,
    provoke: () => patch(leadDefinition, {}),
  },
  {
    code: '0x80060888',
    status: 400,
    what: 'a change set without Content-ID',
    text: /content-ID/i,
    provoke: () => post('$batch', changeSetWithoutId, { 'Content-Type': 'multipart/mixed; boundary=b' }),
  },
  {
    code: '0x80048d19',
    status: 400,
    what: 'an undeclared property',
    text: /^Error identified in Payload provided by the user for Entity :'\w+',.*linkid=2195293 {2}----> {2}InnerException : Microsoft\.OData\.ODataException: /i,
    provoke: () => create({ nope: 1 }),
  },
  {
    code: '0x80048d19',
    status: 400,
    what: 'a wrong JSON type',
    text: /Edm\.String/,
    provoke: () => create({ subject: 12 }),
  },
  {
    code: '0x80040203',
    status: 400,
    what: 'a bulk message without targets',
    text: /Targets/,
    provoke: () => post('leads/Microsoft.Dynamics.CRM.CreateMultiple', { Targets: [] }),
  },
  {
    code: '0x80044331',
    status: 400,
    what: 'a text that is too long',
    text: /'subject'.*'lead'.*'300'/,
    provoke: () => create({ subject: 'x'.repeat(301) }),
  },
  {
    code: '0x8004432f',
    status: 400,
    what: 'a whole number out of range',
    text: /numberofemployees/,
    provoke: () => create({ numberofemployees: -1 }),
  },
  {
    code: '0x80044330',
    status: 400,
    what: 'a decimal out of range',
    text: /revenue/,
    provoke: () => create({ revenue: -0.5 }),
  },
  {
    code: '0x8004431a',
    status: 400,
    what: 'a choice that is none',
    text: /leadsourcecode/,
    provoke: () => create({ leadsourcecode: 99 }),
  },
  {
    code: '0x80048408',
    status: 400,
    what: 'a status of another state',
    text: /4 is not a valid status code for state code LeadState\.Open on Lead/i,
    provoke: () => patch(`leads(${own})`, { statuscode: 4 }),
  },
  {
    code: '0x80040278',
    status: 400,
    what: 'a control character',
    text: /subject/,
    provoke: () => create({ subject: 'a\u0008b' }),
  },
  {
    code: '0x80040200',
    status: 400,
    what: 'a required column emptied',
    text: /statecode/,
    provoke: () => patch(`leads(${own})`, { statecode: null }),
  },
  {
    code: '0x8004022e',
    status: 400,
    what: 'a change to a closed lead',
    text: /read-only/,
    provoke: async () => {
      await patch(`leads(${own})`, { statecode: 2, statuscode: 4 })
      return patch(`leads(${own})`, { subject: 'too late' })
    },
  },
  {
    code: '0x80040237',
    status: 412,
    what: 'a second row with one id',
    text: /already exists|duplicate key/i,
    provoke: () => create({ leadid: own }),
  },
  {
    code: '0x80040237',
    status: 412,
    what: 'a conditional create on a row that is there',
    text: /matching key values already exists/,
    provoke: () => patch(`leads(${own})`, {}, { 'If-None-Match': '*' }),
  },
  {
    code: '0x80060892',
    status: 412,
    what: 'a value that an alternate key has taken',
    text: /hnt_keyed/,
    provoke: () => create({ hnt_keyed: 'taken' }),
  },
  {
    code: '0x80040333',
    status: 412,
    what: 'a duplicate, where detection was asked for',
    text: /duplicate/,
    provoke: () =>
      post('leads', { emailaddress1: `${own}@acme.example` }, { 'MSCRM.SuppressDuplicateDetection': 'false' }),
  },
  {
    code: '0x80060882',
    status: 412,
    what: 'another row version',
    text: /RowVersion/,
    provoke: () => patch(`leads(${own})`, {}, { 'If-Match': 'W/"1"' }),
  },
  {
    code: '0x80060883',
    status: 400,
    what: 'a condition on no row version',
    text: /RowVersion property must be provided/,
    provoke: () => patch(`leads(${own})`, {}, { 'If-Match': 'W/""' }),
  },
  {
    code: '0x8006088d',
    status: 400,
    what: 'a condition on the row version of a table that keeps none',
    text: /Optimistic concurrency isn't enabled for entity type publisher/,
    provoke: async () => {
      const [publisher] = rows(await wire.api('publishers?$top=1'))
      return patch(`publishers(${String(publisher!['publisherid'])})`, {}, { 'If-Match': 'W/"1"' })
    },
  },
  {
    code: '0x80041102',
    status: 400,
    what: 'a FetchXML query of an unknown table',
    text: /^The entity with a name = 'nope' .* was not found in the MetadataCache\.$/,
    provoke: () => fetchXml('<fetch top="1"><entity name="nope"><attribute name="subject" /></entity></fetch>'),
  },
  {
    code: '0x80041103',
    status: 400,
    what: 'a FetchXML query of an unknown column',
    text: /^'Lead' entity doesn't contain attribute with Name = 'nope' and NameMapping = 'Logical'\.$/,
    provoke: () =>
      fetchXml("<fetch><entity name='lead'><filter><condition attribute='nope' /></filter></entity></fetch>"),
  },
  {
    code: '0x80041103',
    status: 400,
    what: 'an unknown column in a query function',
    text: /^'Lead' entity doesn't contain attribute with Name = 'nope'/,
    provoke: () => wire.api("leads?$filter=Microsoft.Dynamics.CRM.In(PropertyName='nope',PropertyValues=['1'])"),
  },
  {
    code: '0x80040220',
    status: 403,
    what: 'a missing privilege',
    text: /^Principal user \(Id=[0-9a-f-]{36}, type=8, roleCount=\d+, privilegeCount=\d+, accessMode=4.*\), is missing prvCreateAccount privilege \(Id=[0-9a-f-]{36}\) on OTC=1 for entity 'account' \(LocalizedName='Account'\)\. context\.Caller=[0-9a-f-]{36}/,
    provoke: () =>
      as({ state: 'privileges', privileges: { prvCreateAccount: null } }, () => post('accounts', { name: 'x' })),
  },
  {
    code: '0x80048306',
    status: 403,
    what: 'a privilege that does not reach the row',
    text: /ReadAccess/,
    provoke: () =>
      as({ state: 'privileges', privileges: { prvReadLead: 'Basic' } }, () =>
        wire.api(`leads(${String(control.leads()[0]?.['leadid'])})`),
      ),
  },
  {
    code: '0x80042f09',
    status: 403,
    what: 'a user without roles',
    text: /role/,
    provoke: () => as({ state: 'no-roles' }, () => wire.api('leads?$top=1')),
  },
  {
    code: '0x80072560',
    status: 403,
    what: 'no application user',
    text: /not a member of the organization/,
    provoke: () => as({ state: 'missing' }, () => wire.api('WhoAmI')),
  },
  {
    code: '0x80040225',
    status: 403,
    what: 'a disabled user',
    text: /^The specified user\(Id = \{0\}\) is disabled\. .*\{1\}$/,
    provoke: () => as({ state: 'disabled' }, () => wire.api('WhoAmI')),
  },
  {
    code: '0x8004a110',
    status: 403,
    what: 'acting for others without the privilege',
    text: /prvActOnBehalfOfAnotherUser/,
    provoke: () => wire.api('WhoAmI', { headers: { MSCRMCallerID: nobody } }),
  },
  {
    code: '0x80040800',
    status: 400,
    what: 'a message that the table does not know',
    text: /systemuser/,
    provoke: () => post('systemusers/Microsoft.Dynamics.CRM.CreateMultiple', { Targets: [{}] }),
  },
  {
    code: '0x80047013',
    status: 400,
    what: 'a column that exists',
    text: /hnt_keyed already exists/,
    provoke: () => makeColumn('hnt_keyed'),
  },
  {
    code: '0x80060893',
    status: 400,
    what: 'a key name that exists',
    text: /hnt_keyed_key/,
    provoke: () => makeKey('hnt_keyed_key', 'subject'),
  },
  {
    code: '0x80060894',
    status: 400,
    what: 'a key over the columns of another',
    text: /same attributes/,
    provoke: () => makeKey('hnt_other_key', 'hnt_keyed'),
  },
  {
    code: '0x80072322',
    status: 429,
    what: 'more requests than the window takes',
    text: /^Number of requests exceeded the limit of 1 over time window of 300 seconds\.$/,
    provoke: () =>
      limited({ requests: 1 }, async () => {
        await wire.api('WhoAmI')
        return wire.api('WhoAmI')
      }),
  },
  {
    code: '0x80072321',
    status: 429,
    what: 'more execution time than the window takes',
    text: /^Combined execution time of incoming requests exceeded limit of 0 milliseconds/,
    provoke: () => limited({ executionTimeMs: 0 }, () => wire.api('WhoAmI')),
  },
  {
    code: '0x80072326',
    status: 429,
    what: 'more requests at once than allowed',
    text: /^Number of concurrent requests exceeded the limit of 0\.$/,
    provoke: () => limited({ concurrent: 0 }, () => wire.api('WhoAmI')),
  },
]

const errorOf = (answer: Answer): Json => json(answer)['error'] as Json

describe('a client brings about', () => {
  it.each(facts)('$status $code by $what', async ({ code, status, text, provoke }) => {
    const answer = await provoke()
    const error = errorOf(answer)
    expect({ status: answer.status, code: String(error['code']).toLowerCase() }).toEqual({ status, code })
    expect(String(error['message'])).toMatch(text)
    expect(answer.headers['content-type']).toMatch(/^application\/json; odata\.metadata=minimal/)
    const ids = answer.rawHeaders.filter((_, at, raw) => raw[at - 1] === 'x-ms-service-request-id')
    expect(new Set(ids).size).toBe(2)
    expect(ids).toContain(answer.headers['req_id'])
    if (status === 429) expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
  })
})
