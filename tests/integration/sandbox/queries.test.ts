import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { json, openWire, refusal, rows, type Wire } from './wire.ts'

const leads = [
  { subject: 'one', companyname: "O'Neill & Söhne", emailaddress1: 'one@example.com', numberofemployees: 10 },
  { subject: 'two', companyname: 'Çelik A.Ş.', emailaddress1: 'two@example.com', numberofemployees: 20 },
  { subject: 'three', companyname: 'Çelik A.Ş.', emailaddress1: null, numberofemployees: 30 },
  { subject: 'four', companyname: "x' or 1 eq 1 --", emailaddress1: 'four@example.com', numberofemployees: 40 },
  { subject: 'five', companyname: null, emailaddress1: 'five@example.com', numberofemployees: 50 },
]
let wire: Wire
beforeAll(async () => {
  wire = await openWire()
  for (const body of leads) await wire.api('leads', { method: 'POST', body })
})
afterAll(async () => wire[Symbol.asyncDispose]())

const query = (options: Record<string, string>, headers: Record<string, string> = {}) =>
  wire.api(
    `leads?${Object.entries(options)
      .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
      .join('&')}`,
    { headers },
  )
const found = async (filter: string) => {
  const answer = await query({ $filter: filter, $select: 'subject', $orderby: 'numberofemployees' })
  expect(answer.status, answer.text).toBe(200)
  return rows(answer).map(({ subject }) => subject)
}

describe('$filter', () => {
  it.each([
    ["emailaddress1 eq 'two@example.com'", ['two']],
    ["emailaddress1 eq 'TWO@EXAMPLE.COM'", ['two']],
    ["companyname eq 'O''Neill & Söhne'", ['one']],
    ["companyname eq 'x'' or 1 eq 1 --'", ['four']],
    ["companyname eq 'Çelik A.Ş.' and emailaddress1 ne null", ['two']],
    ['emailaddress1 eq null or companyname eq null', ['three', 'five']],
    ['not (numberofemployees gt 20)', ['one', 'two']],
    ["startswith(companyname,'Çel') and numberofemployees le 20", ['two']],
    ["contains(emailaddress1,'[%]')", []],
    ["endswith(emailaddress1,'E@EXAMPLE.COM')", ['one', 'five']],
    [`Microsoft.Dynamics.CRM.In(PropertyName='numberofemployees',PropertyValues=["10","50"])`, ['one', 'five']],
    [`Microsoft.Dynamics.CRM.In(PropertyName='companyname',PropertyValues=["O'Neill & Söhne","no such"])`, ['one']],
    [
      `Microsoft.Dynamics.CRM.NotIn(PropertyName='numberofemployees',PropertyValues=["10","20","30"])`,
      ['four', 'five'],
    ],
    [
      `Microsoft.Dynamics.CRM.Between(PropertyName='numberofemployees',PropertyValues=["20","40"])`,
      ['two', 'three', 'four'],
    ],
    ['createdon ge 2000-01-01 and createdon lt 2100-01-01T00:00:00Z and numberofemployees eq 30', ['three']],
    ['leadid eq 00000000-0000-0000-0000-000000000000 or numberofemployees eq 30', ['three']],
    ["contains(emailaddress1,'o')", ['one', 'two', 'four', 'five']],
  ])('finds by %s', async (filter, subjects) => {
    expect(await found(filter)).toEqual(subjects)
  })

  it.each([
    ['a column that does not exist', "nosuch eq 'x'"],
    ['an open quote', "subject eq 'x"],
    ['a quote that was not doubled', "companyname eq 'O'Neill'"],
    ['a missing operand', 'subject eq'],
    ['SQL', "subject eq 'x'; DROP TABLE lead; --"],
    ['brackets 5,000 deep', `${'('.repeat(5_000)}subject eq 'x'${')'.repeat(5_000)}`],
    ['negations 5,000 deep', `${'not '.repeat(5_000)}(subject eq 'x')`],
    ['700 conditions', Array<string>(700).fill('revenue eq 1').join(' or ')],
    ['100,000 characters', `subject eq '${'x'.repeat(100_000)}'`],
    ['a zero byte in the column', "sub\0ject eq 'x'"],
  ])('refuses %s, and serves the next query', async (_what, filter) => {
    const answer = await query({ $filter: filter })
    expect(answer.status).toBe(filter.length < 100_000 ? 400 : 414)
    expect(await found("subject eq 'one'")).toEqual(['one'])
  })
})

describe('the other query options', () => {
  it('$select gives these columns, the key and the row version, nothing else', async () => {
    const [row = {}] = rows(await query({ $select: 'subject', $filter: "subject eq 'one'" }))
    expect(Object.keys(row).sort()).toEqual(['@odata.etag', 'leadid', 'subject'])
  })

  it('$orderby orders both ways, $top ends early, $count counts all', async () => {
    const answer = await query({ $select: 'subject', $orderby: 'numberofemployees desc', $top: '2', $count: 'true' })
    expect(rows(answer).map(({ subject }) => subject)).toEqual(['five', 'four'])
    expect(json(answer)['@odata.count']).toBe(5)
    expect((await wire.api('leads/$count')).text.replace('\ufeff', '')).toBe('5')
  })

  it.each<[Record<string, string>]>([
    [{ $skip: '1' }],
    [{ $top: '-1' }],
    [{ $top: 'many' }],
    [{ $count: 'maybe' }],
    [{ $select: 'nosuch' }],
    [{ $orderby: 'nosuch' }],
    [{ $search: 'x' }],
  ])('refuses %j', async (options) => {
    const answer = await query(options)
    expect([answer.status, refusal(answer)]).toEqual([400, expect.stringMatching(/^400 0x8/)])
  })

  it('pages through everything by the next link, each row once', async () => {
    const headers = { Prefer: 'odata.maxpagesize=2' }
    const seen: unknown[] = []
    const sizes: number[] = []
    let answer = await query({ $select: 'subject', $orderby: 'subject' }, headers)
    for (;;) {
      const page = rows(answer)
      sizes.push(page.length)
      seen.push(...page.map(({ subject }) => subject))
      const next = json(answer)['@odata.nextLink']
      if (typeof next !== 'string') break
      expect(next.startsWith(`${wire.sandbox.info.baseUrl}/api/data/v9.2/leads?`)).toBe(true)
      answer = await wire.api(next.slice(next.indexOf('leads?')), { headers })
    }
    expect(sizes).toEqual([2, 2, 1])
    expect(seen).toEqual(['five', 'four', 'one', 'three', 'two'])
  })

  it('refuses a next link that somebody changed', async () => {
    const answer = await query({ $skiptoken: '<cookie pagenumber="2" pagingcookie="junk" />' })
    expect(answer.status).toBe(400)
  })
})
