import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { sendBatch, type BatchItem, type BatchRequest } from './batch-body.ts'
import {
  accountCount,
  expectBatch,
  findRow,
  keyCount,
  rowCount,
  valuesOf,
  type Model,
  type Outcome,
  type Values,
  type Write,
} from './random-writes-model.ts'
import { json, openWire, type Answer, type Wire } from './wire.ts'

const definition = "EntityDefinitions(LogicalName='lead')"
const label = { LocalizedLabels: [{ Label: 'Keyed', LanguageCode: 1033 }] }
const column = {
  '@odata.type': 'Microsoft.Dynamics.CRM.StringAttributeMetadata',
  SchemaName: 'hnt_keyed',
  MaxLength: 40,
}
const accounts = Array.from({ length: accountCount + 1 }, (_, at) => `00000000-0000-4000-9000-00000000000${at}`)

let wire: Wire
beforeAll(async () => {
  wire = await openWire({ limits: { isEnforced: false } })
  const post = (path: string, body: unknown) => wire.api(path, { method: 'POST', body })
  await post(`${definition}/Attributes`, { ...column, FormatName: { Value: 'Text' }, DisplayName: label })
  await post(`${definition}/Keys`, { SchemaName: 'hnt_key', DisplayName: label, KeyAttributes: ['hnt_keyed'] })
  for (const accountid of accounts.slice(0, accountCount)) await post('accounts', { accountid, name: 'parent' })
})
afterAll(async () => wire[Symbol.asyncDispose]())

const rowNumber = fc.integer({ min: 0, max: rowCount - 1 })
const keyNumber = fc.integer({ min: 0, max: keyCount - 1 })
const text = fc.oneof(
  fc.constantFrom('ş', 'Ölçüm', "O'Neil & Söhne", ''),
  // XML's forbidden characters have a test of their own.
  fc.string({ maxLength: 20 }).map((given) => given.replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '')),
  fc.constant(null),
)
const parent = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom<number | null>(null, ...Array(accountCount).keys()) },
  { weight: 1, arbitrary: fc.constant<number | null>(accountCount) },
)
/** Now and then a value breaks a rule or a row is bound that is not there, so that rollback has something to do. */
const values: fc.Arbitrary<Values> = fc.record(
  {
    subject: text,
    numberofemployees: fc.oneof({ weight: 8, arbitrary: fc.integer({ min: 0, max: 1_000_000 }) }, fc.constant(-1)),
    leadsourcecode: fc.integer({ min: 1, max: 10 }),
    keyed: fc.option(keyNumber),
    parent,
  },
  { requiredKeys: [] },
)
const key = fc.oneof({ weight: 2, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: keyNumber })
const write: fc.Arbitrary<Write> = fc.oneof(
  fc.record({ kind: fc.constant('post' as const), row: rowNumber, key: fc.constant(null), values }),
  fc.record({ kind: fc.constantFrom('upsert', 'create-only', 'update-only'), row: rowNumber, key, values }),
  fc.record({ kind: fc.constant('if-version' as const), row: rowNumber, key, values, isStale: fc.boolean() }),
  fc.record({ kind: fc.constant('delete' as const), row: rowNumber, key }),
  fc.record({ kind: fc.constant('delete-if' as const), row: rowNumber, key, isStale: fc.boolean() }),
)
const several = { minLength: 1, maxLength: 4 }
const bulkKinds = { CreateMultiple: 'post', UpdateMultiple: 'update-only', UpsertMultiple: 'upsert' } as const
type Bulk = keyof typeof bulkKinds

type Step =
  | { readonly as: 'single'; readonly units: readonly [readonly [Write]] }
  | { readonly as: 'batch'; readonly units: readonly (readonly Write[])[]; readonly goesOn: boolean }
  | { readonly as: Bulk; readonly units: readonly [readonly Write[]] }

const unit = fc.oneof(fc.tuple(write), fc.array(write, several))
const bulk = (as: Bulk): fc.Arbitrary<Step> =>
  fc
    .array(fc.record({ kind: fc.constant(bulkKinds[as]), row: rowNumber, key: fc.constant(null), values }), several)
    .map((writes) => ({ as, units: [writes as readonly Write[]] }))
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: write.map((one): Step => ({ as: 'single', units: [[one]] })) },
  {
    weight: 5,
    arbitrary: fc.record({ as: fc.constant('batch' as const), units: fc.array(unit, several), goesOn: fc.boolean() }),
  },
  bulk('CreateMultiple'),
  bulk('UpdateMultiple'),
  bulk('UpsertMultiple'),
)

const outcomes: Readonly<Record<string, Outcome>> = {
  '0x80040237': 'exists',
  '0x80060892': 'exists',
  '0x80040217': 'missing',
  '0x80060891': 'missing',
  '0x80060882': 'stale',
  '0x8004432f': 'bad',
}

/** An outcome, or what was answered where it is none of them. */
const outcomeOf = (status: number, answered: string): string => {
  if (status < 400) return 'done'
  const code = /"code":"(0x[0-9a-f]+)"/i.exec(answered)?.[1] ?? ''
  return outcomes[code] ?? answered
}

/** The outcomes of a batch's items, each change set as one. */
const outcomesOf = (answer: Answer): readonly string[] => {
  const boundary = /boundary=(\S+)/.exec(String(answer.headers['content-type']))?.[1] ?? ''
  return answer.text
    .split(`--${boundary}`)
    .slice(1, -1)
    .map((part) => outcomeOf(Math.max(...[...part.matchAll(/^HTTP\/1\.1 (\d+)/gm)].map(([, s]) => Number(s))), part))
}

class Session {
  private readonly ids: readonly string[]
  private readonly run: number

  constructor(run: number) {
    this.run = run
    const tail = String(run).padStart(12, '0')
    this.ids = Array.from({ length: rowCount }, (_, at) => `0000${at}000-0000-4000-8000-${tail}`)
  }

  async take(taken: Step, model: Model): Promise<readonly string[]> {
    if (taken.as === 'batch') {
      const items = await Promise.all(taken.units.map((writes) => this.item(writes, model)))
      const headers: Record<string, string> = taken.goesOn ? { Prefer: 'odata.continue-on-error' } : {}
      return outcomesOf(await sendBatch(wire, items, headers))
    }
    const answer = taken.as === 'single' ? await this.single(taken.units[0][0], model) : await this.bulk(taken)
    return [outcomeOf(answer.status, answer.text)]
  }

  async rows(): Promise<ReadonlyMap<number, Required<Values>>> {
    const select = 'subject,numberofemployees,leadsourcecode,hnt_keyed,_parentaccountid_value'
    const entries: [number, Required<Values>][] = []
    for (const [at, id] of this.ids.entries()) {
      const answer = await wire.api(`leads(${id})?$select=${select}`)
      if (answer.status === 404) continue
      const {
        subject,
        numberofemployees,
        leadsourcecode,
        hnt_keyed,
        _parentaccountid_value: parent,
      } = json(answer) as Readonly<Record<string, string | null>>
      const keyed = hnt_keyed ? Number(hnt_keyed.split('-')[1]) : null
      const values = {
        subject,
        numberofemployees,
        leadsourcecode,
        keyed,
        parent: parent ? accounts.indexOf(parent) : null,
      }
      entries.push([at, values as unknown as Required<Values>])
    }
    return new Map(entries)
  }

  private async single(one: Write, model: Model): Promise<Answer> {
    const { path, ...question } = await this.request(one, model)
    return wire.api(path, question)
  }

  /** A change set, or a request of its own where there is but one and it leads with an even row. */
  private async item(writes: readonly Write[], model: Model): Promise<BatchItem> {
    const requests = await Promise.all(writes.map((one) => this.request(one, model)))
    const [only, ...others] = requests
    return only && others.length === 0 && (writes[0]?.row ?? 0) % 2 === 0 ? only : requests
  }

  private bulk({ as, units: [writes] }: Step & { readonly as: Bulk }): Promise<Answer> {
    const targets = writes.map((one) => ({ '@odata.type': 'Microsoft.Dynamics.CRM.lead', ...this.body(one, true) }))
    return wire.api(`leads/Microsoft.Dynamics.CRM.${as}`, { method: 'POST', body: { Targets: targets } })
  }

  private async request(one: Write, model: Model): Promise<BatchRequest> {
    const path = one.key === null ? `leads(${this.ids[one.row]})` : `leads(hnt_keyed='${this.keyText(one.key)}')`
    switch (one.kind) {
      case 'post':
        return { method: 'POST', path: 'leads', body: this.body(one, true) }
      case 'upsert':
        return { method: 'PATCH', path, body: this.body(one, one.key !== null) }
      case 'create-only':
        return { method: 'PATCH', path, body: this.body(one, one.key !== null), headers: { 'If-None-Match': '*' } }
      case 'update-only':
        return { method: 'PATCH', path, body: this.body(one), headers: { 'If-Match': '*' } }
      case 'if-version':
        return { method: 'PATCH', path, body: this.body(one), headers: await this.condition(one, model) }
      case 'delete':
        return { method: 'DELETE', path }
      case 'delete-if':
        return { method: 'DELETE', path, headers: await this.condition(one, model) }
    }
  }

  private body(one: Write, withId = false): Readonly<Record<string, unknown>> {
    const { keyed, parent, ...others } = valuesOf(one)
    return {
      ...(withId ? { leadid: this.ids[one.row] } : {}),
      ...others,
      ...(keyed === undefined ? {} : { hnt_keyed: keyed === null ? null : this.keyText(keyed) }),
      ...(parent === undefined
        ? {}
        : { 'parentaccountid@odata.bind': parent === null ? null : `/accounts(${accounts[parent]})` }),
    }
  }

  private keyText(key: number): string {
    return `${this.run}-${key}`
  }

  /** The version that the row has before the request is sent. */
  private async condition(one: Write & { readonly isStale: boolean }, model: Model): Promise<Record<string, string>> {
    const found = findRow(model, one)
    if (one.isStale || found === undefined) return { 'If-Match': 'W/"1"' }
    return { 'If-Match': String(json(await wire.api(`leads(${this.ids[found]})`))['@odata.etag']) }
  }
}

it('after any sequence of writes, alone, in batches and change sets or in bulk, the rows are those of a map', async () => {
  let run = 0
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
      run += 1
      const session = new Session(run)
      let model: Model = new Map()
      for (const taken of steps) {
        const [expected, after] = expectBatch(model, taken.units, taken.as === 'batch' && taken.goesOn)
        expect(await session.take(taken, model)).toEqual(expected)
        model = after
      }
      expect(await session.rows()).toEqual(new Map([...model].map(([row, { values: kept }]) => [row, kept])))
    }),
    { numRuns: 80 },
  )
})
