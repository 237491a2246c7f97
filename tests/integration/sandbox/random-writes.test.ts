import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { json, openWire, type Answer, type Json, type Wire } from './wire.ts'

let wire: Wire
beforeAll(async () => {
  wire = await openWire({ limits: { isEnforced: false } })
  await wire.token()
})
afterAll(async () => wire[Symbol.asyncDispose]())

type Values = Readonly<{ subject?: string | null; numberofemployees?: number | null; leadsourcecode?: number }>

type Write =
  | { readonly kind: 'post' | 'upsert' | 'create-only' | 'update-only'; readonly row: number; readonly values: Values }
  | { readonly kind: 'if-version'; readonly row: number; readonly values: Values; readonly isStale: boolean }
  | { readonly kind: 'delete'; readonly row: number; readonly values: Values }

/** The outcome of a write, as one word; what the model says and what the sandbox answers are compared by it. */
type Outcome = 'done' | 'exists' | 'missing' | 'stale' | 'bad'

const rowCount = 4
const row = fc.integer({ min: 0, max: rowCount - 1 })
/** Now and then a value breaks a rule, so that rollback has something to do. */
const values: fc.Arbitrary<Values> = fc.record(
  {
    subject: fc.oneof(
      fc.constantFrom('ş', 'Ölçüm', "O'Neil & Söhne", ''),
      fc.string({ maxLength: 20 }),
      fc.constant(null),
    ),
    numberofemployees: fc.oneof({ weight: 8, arbitrary: fc.integer({ min: 0, max: 1_000_000 }) }, fc.constant(-1)),
    leadsourcecode: fc.integer({ min: 1, max: 10 }),
  },
  { requiredKeys: [] },
)
const write: fc.Arbitrary<Write> = fc.oneof(
  fc.record({ kind: fc.constantFrom('post', 'upsert', 'create-only', 'update-only'), row, values }),
  fc.record({ kind: fc.constant('if-version'), row, values, isStale: fc.boolean() }),
  fc.record({ kind: fc.constant('delete'), row, values: fc.constant({}) }),
)
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ as: fc.constant('single'), writes: fc.tuple(write) }) },
  {
    weight: 2,
    arbitrary: fc.record({ as: fc.constant('changeset'), writes: fc.array(write, { minLength: 1, maxLength: 4 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      as: fc.constantFrom('CreateMultiple', 'UpdateMultiple', 'UpsertMultiple'),
      writes: fc.array(fc.record({ kind: fc.constant('upsert' as const), row, values }), {
        minLength: 1,
        maxLength: 4,
      }),
    }),
  },
)
type Step = { readonly as: string; readonly writes: readonly Write[] }

/** The simplest table there is: a map that is copied for every unit of work. */
type Model = ReadonlyMap<number, Required<Values>>

const isBad = ({ numberofemployees }: Values): boolean => (numberofemployees ?? 0) < 0
const blank = { subject: null, numberofemployees: null, leadsourcecode: null }
const clean = (given: Values): Values =>
  // XML's forbidden characters have a test of their own.
  'subject' in given
    ? { ...given, subject: given.subject?.replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '') ?? null }
    : given

/** Why a write cannot be done, in the order in which the platform looks; `undefined` when it can. */
const obstacle = (exists: boolean, one: Write): Outcome | undefined => {
  if (exists && one.kind === 'create-only') return 'exists'
  if (!exists && mustExist.has(one.kind)) return 'missing'
  if (one.kind === 'if-version' && one.isStale) return 'stale'
  if (isBad(one.values)) return 'bad'
  return exists && one.kind === 'post' ? 'exists' : undefined
}
const mustExist: ReadonlySet<Write['kind']> = new Set(['delete', 'update-only', 'if-version'])

const expectOne = (model: Model, one: Write): [Outcome, Model] => {
  const before = model.get(one.row)
  const failed = obstacle(before !== undefined, one)
  if (failed) return [failed, model]
  if (one.kind === 'delete') return ['done', new Map([...model].filter(([key]) => key !== one.row))]
  const after = { ...(before ?? blank), ...clean(one.values) } as Required<Values>
  return ['done', new Map([...model, [one.row, after]])]
}

/** A unit is done as a whole, or its first failure is its outcome and nothing happened. */
const expectUnit = (model: Model, writes: readonly Write[]): [Outcome, Model] => {
  let after = model
  for (const one of writes) {
    const [outcome, next] = expectOne(after, one)
    if (outcome !== 'done') return [outcome, model]
    after = next
  }
  return ['done', after]
}

const bulkWrites: Readonly<Record<string, Write['kind']>> = {
  CreateMultiple: 'post',
  UpdateMultiple: 'update-only',
  UpsertMultiple: 'upsert',
}

const outcomes: Readonly<Record<string, Outcome>> = {
  '0x80040237': 'exists',
  '0x80040217': 'missing',
  '0x80060882': 'stale',
  '0x8004432f': 'bad',
}

/** An outcome, or the code that is none of them. */
const outcomeOf = (answer: Answer): string => {
  if (answer.status < 400) return 'done'
  const code = /"code":"(0x[0-9a-f]+)"/i.exec(answer.text)?.[1] ?? answer.text
  return outcomes[code] ?? code
}

class Session {
  private readonly ids: readonly string[]

  constructor(run: number) {
    this.ids = Array.from(
      { length: rowCount },
      (_, at) => `0000${at}000-0000-4000-8000-${String(run).padStart(12, '0')}`,
    )
  }

  async take({ as, writes }: Step): Promise<Answer> {
    const kind = bulkWrites[as]
    if (kind !== undefined) return this.bulk(as, writes)
    const [first] = writes
    return as === 'single' && first ? this.single(first) : this.changeSet(writes)
  }

  async rows(): Promise<Model> {
    const entries: [number, Required<Values>][] = []
    for (const [at, id] of this.ids.entries()) {
      const answer = await wire.api(`leads(${id})?$select=subject,numberofemployees,leadsourcecode`)
      if (answer.status === 404) continue
      const { subject, numberofemployees, leadsourcecode } = json(answer)
      entries.push([at, { subject, numberofemployees, leadsourcecode } as Required<Values>])
    }
    return new Map(entries)
  }

  private async single(one: Write): Promise<Answer> {
    const { method, path, body, headers } = await this.request(one)
    return wire.api(path, { method, headers, ...(method === 'DELETE' ? {} : { body }) })
  }

  private async changeSet(writes: readonly Write[]): Promise<Answer> {
    const parts: string[] = []
    for (const [at, one] of writes.entries()) {
      const { method, path, body, headers } = await this.request(one)
      const lines = Object.entries({ 'Content-Type': 'application/json', ...headers }).map(
        ([name, value]) => `${name}: ${value}`,
      )
      const head = [
        '--c',
        'Content-Type: application/http',
        `Content-ID: ${at + 1}`,
        '',
        `${method} /api/data/v9.2/${path} HTTP/1.1`,
      ]
      parts.push([...head, ...lines, '', method === 'DELETE' ? '' : JSON.stringify(body)].join('\r\n'))
    }
    const body = ['--b', 'Content-Type: multipart/mixed; boundary=c', '', ...parts, '--c--', '--b--', ''].join('\r\n')
    return wire.api('$batch', { method: 'POST', body, headers: { 'Content-Type': 'multipart/mixed; boundary=b' } })
  }

  private bulk(as: string, writes: readonly Write[]): Promise<Answer> {
    const type = 'Microsoft.Dynamics.CRM.lead'
    const targets = writes.map(({ row: at, values: given }) => ({
      '@odata.type': type,
      leadid: this.ids[at],
      ...clean(given),
    }))
    return wire.api(`leads/Microsoft.Dynamics.CRM.${as}`, { method: 'POST', body: { Targets: targets } })
  }

  private async request(one: Write) {
    const path = `leads(${this.ids[one.row]})`
    const body: Json = clean(one.values)
    switch (one.kind) {
      case 'post':
        return { method: 'POST', path: 'leads', body: { leadid: this.ids[one.row], ...body }, headers: {} }
      case 'upsert':
        return { method: 'PATCH', path, body, headers: {} }
      case 'create-only':
        return { method: 'PATCH', path, body, headers: { 'If-None-Match': '*' } }
      case 'update-only':
        return { method: 'PATCH', path, body, headers: { 'If-Match': '*' } }
      case 'if-version':
        return {
          method: 'PATCH',
          path,
          body,
          headers: { 'If-Match': one.isStale ? 'W/"1"' : await this.version(path) },
        }
      case 'delete':
        return { method: 'DELETE', path, body, headers: {} }
    }
  }

  private async version(path: string): Promise<string> {
    const answer = await wire.api(path)
    return answer.status === 200 ? String(json(answer)['@odata.etag']) : 'W/"2"'
  }
}

/** The version is read before a change set begins, so a second conditional write to one row inside of it is another matter. */
const isPlain = ({ as, writes }: Step): boolean =>
  as !== 'changeset' || !writes.some(({ kind }) => kind === 'if-version')

it('after any sequence of writes, alone, in change sets or in bulk, the rows are those of a map', async () => {
  let run = 0
  await fc.assert(
    fc.asyncProperty(
      fc.array(step.filter(isPlain), { minLength: 1, maxLength: 12 }),
      async (steps: readonly Step[]) => {
        run += 1
        const session = new Session(run)
        let model: Model = new Map()
        for (const taken of steps) {
          const kind = bulkWrites[taken.as]
          const writes = kind === undefined ? taken.writes : taken.writes.map((one) => ({ ...one, kind }) as Write)
          const [outcome, after] = expectUnit(model, writes)
          expect(outcomeOf(await session.take(taken))).toBe(outcome)
          model = after
        }
        expect(await session.rows()).toEqual(model)
      },
    ),
    { numRuns: 60, seed: 20_260_115 },
  )
})
