/** The simplest table there is: a map that is copied for every unit of work. What it says, the sandbox must do. */

export const rowCount = 4
export const keyCount = 3
export const accountCount = 2

/** What a write may say of a row; columns that are absent stay as they are. */
export interface Values {
  readonly subject?: string | null
  /** Below zero breaks the column's rule. */
  readonly numberofemployees?: number | null
  readonly leadsourcecode?: number
  /** Number of a value of the alternate key. */
  readonly keyed?: number | null
  /** Number of an account; `accountCount` is one that does not exist. */
  readonly parent?: number | null
}

/** By primary key, or by the alternate key where `key` is a number. A row made by its alternate key gets the id of `row`. */
interface Addressed {
  readonly row: number
  readonly key: number | null
}

export type Write =
  | (Addressed & { readonly kind: 'upsert' | 'create-only' | 'update-only'; readonly values: Values })
  | (Addressed & { readonly kind: 'if-version'; readonly values: Values; readonly isStale: boolean })
  | (Addressed & { readonly kind: 'delete' })
  | (Addressed & { readonly kind: 'delete-if'; readonly isStale: boolean })
  | { readonly kind: 'post'; readonly row: number; readonly key: null; readonly values: Values }

/** The outcome of a write, as one word; what the model says and what the sandbox answers are compared by it. */
export type Outcome = 'done' | 'exists' | 'missing' | 'stale' | 'bad'

export interface ModelRow {
  readonly values: Required<Values>
  /** Another one after every write. */
  readonly version: number
}
export type Model = ReadonlyMap<number, ModelRow>

const blank = { subject: null, numberofemployees: null, leadsourcecode: null, keyed: null, parent: null }
let lastVersion = 0

export const valuesOf = (write: Write): Values => ('values' in write ? write.values : {})

/** The number of the row that a write addresses, where it is there. */
export const findRow = (model: Model, { row, key }: Write): number | undefined => {
  if (key === null) return model.has(row) ? row : undefined
  return [...model].find(([, { values }]) => values.keyed === key)?.[0]
}

/** A key cannot change itself: its value in a body is overlooked where it has found the row. */
const changesOf = (write: Write): Values => {
  const { keyed: _, ...others } = valuesOf(write)
  return write.key === null ? valuesOf(write) : others
}

/** Whether a condition on a row version holds: the version is the one that was read before the request began. */
const isStale = (write: Write, current: ModelRow, before: ModelRow | undefined): boolean =>
  'isStale' in write && (write.isStale || before?.version !== current.version)

const brokenRule = ({ numberofemployees, parent }: Values): Outcome | undefined => {
  if ((numberofemployees ?? 0) < 0) return 'bad'
  return parent === accountCount ? 'missing' : undefined
}

const isKeyTaken = (model: Model, own: number, { keyed }: Values): boolean =>
  typeof keyed === 'number' && [...model].some(([row, { values }]) => row !== own && values.keyed === keyed)

/** One write: its outcome, and the rows after it. `before` are the rows as they were when the request was written. */
export const expectWrite = (model: Model, before: Model, write: Write): readonly [Outcome, Model] => {
  const found = findRow(model, write)
  const failed = found === undefined ? obstacleToCreate(model, write) : obstacleToChange(model, before, write, found)
  if (failed) return [failed, model]
  const row = found ?? write.row
  if (write.kind === 'delete' || write.kind === 'delete-if') {
    return ['done', new Map([...model].filter(([number]) => number !== row))]
  }
  lastVersion += 1
  const kept = model.get(row)?.values
  const values = (kept ? { ...kept, ...changesOf(write) } : { ...blank, ...madeOf(write) }) as Required<Values>
  return ['done', new Map([...model, [row, { values, version: lastVersion }]])]
}

/** A row that is made has the key that addressed it, unless its body says otherwise. */
const madeOf = (write: Write): Values => ({ keyed: write.key, ...valuesOf(write) })

const creating: ReadonlySet<Write['kind']> = new Set(['post', 'upsert', 'create-only'])

const obstacleToCreate = (model: Model, write: Write): Outcome | undefined => {
  if (!creating.has(write.kind)) return 'missing'
  const broken = brokenRule(valuesOf(write))
  if (broken) return broken
  return model.has(write.row) || isKeyTaken(model, write.row, madeOf(write)) ? 'exists' : undefined
}

const obstacleToChange = (model: Model, before: Model, write: Write, found: number): Outcome | undefined => {
  if (write.kind === 'create-only') return 'exists'
  const current = model.get(found)
  if (current && isStale(write, current, before.get(found))) return 'stale'
  const broken = brokenRule(changesOf(write))
  if (broken) return broken
  return write.kind === 'post' || isKeyTaken(model, found, changesOf(write)) ? 'exists' : undefined
}

/** A unit is done as a whole, or its first failure is its outcome and nothing happened. */
export const expectUnit = (model: Model, before: Model, writes: readonly Write[]): readonly [Outcome, Model] => {
  let after = model
  for (const write of writes) {
    const [outcome, next] = expectWrite(after, before, write)
    if (outcome !== 'done') return [outcome, model]
    after = next
  }
  return ['done', after]
}

/** A batch of units: the first failure ends it, unless the client wants to go on. */
export const expectBatch = (
  model: Model,
  units: readonly (readonly Write[])[],
  goesOn: boolean,
): readonly [readonly Outcome[], Model] => {
  const outcomes: Outcome[] = []
  let after = model
  for (const writes of units) {
    const [outcome, next] = expectUnit(after, model, writes)
    outcomes.push(outcome)
    after = next
    if (outcome !== 'done' && !goesOn) break
  }
  return [outcomes, after]
}
