import fc from 'fast-check'
import { filter as parse } from 'odata-v4-parser'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startSandboxProcess, type SandboxProcess } from './sandbox-process.ts'

let sandbox: SandboxProcess
let headers: Record<string, string>
beforeAll(async () => {
  sandbox = await startSandboxProcess('--no-limits')
  headers = { Authorization: `Bearer ${await sandbox.token()}` }
})
afterAll(async () => sandbox[Symbol.asyncDispose]())

/** What the parser of the OData grammar says. */
const isGrammatical = (filter: string): boolean => {
  try {
    parse(filter)
    return true
  } catch {
    return false
  }
}

/** What the sandbox says; anything but an answer or a plain refusal is a defect. */
const isTaken = async (filter: string): Promise<boolean> => {
  const url = `${sandbox.apiUrl}/leads?$select=leadid&$filter=${encodeURIComponent(filter)}`
  const answer = await fetch(url, { headers })
  const text = await answer.text()
  if (answer.status !== 200 && answer.status !== 400) throw new Error(`${answer.status} for ${filter}: ${text}`)
  return answer.status === 200
}

/** Words of an expression; joined by single blanks they are one. */
type Words = readonly string[]

const text = fc
  .string({ unit: fc.constantFrom("''", 'a', 'Ş', ' ', '%', '(', '_'), maxLength: 6 })
  .map((inner) => `'${inner}'`)
const comparison: fc.Arbitrary<Words> = fc
  .record({
    operator: fc.constantFrom('eq', 'ne', 'gt', 'ge', 'lt', 'le'),
    sides: fc.oneof(
      fc.record({ column: fc.constantFrom('subject', 'companyname'), value: fc.oneof(text, fc.constant('null')) }),
      fc.record({
        column: fc.constantFrom('numberofemployees', 'leadqualitycode'),
        value: fc.integer({ min: -9, max: 99 }).map(String),
      }),
      fc.record({
        column: fc.constant('createdon'),
        value: fc.constantFrom('2026-01-01T00:00:00Z', '2026-01-01T00:00:00.123Z'),
      }),
      fc.record({ column: fc.constantFrom('leadid', '_ownerid_value'), value: fc.uuid() }),
    ),
  })
  .map(({ operator, sides: { column, value } }) => [column, operator, value])
const call: fc.Arbitrary<Words> = fc
  .tuple(fc.constantFrom('contains', 'startswith', 'endswith'), text)
  .map(([name, value]) => [`${name}(subject,${value})`])
const { expression } = fc.letrec<{ expression: Words; term: Words }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 3 },
    tie('term'),
    fc
      .tuple(tie('term'), fc.constantFrom('and', 'or'), tie('expression'))
      .map(([left, word, right]) => [...left, word, ...right]),
  ),
  term: fc.oneof(
    { maxDepth: 3 },
    comparison,
    call,
    tie('expression').map((inner) => ['(', ...inner, ')']),
    tie('expression').map((inner) => ['not', '(', ...inner, ')']),
  ),
}))

/** Without brackets, of which the parser refuses some that are right. */
const flat: fc.Arbitrary<Words> = fc
  .array(fc.tuple(fc.constantFrom('and', 'or'), fc.oneof(comparison, call)), { minLength: 1, maxLength: 4 })
  .map((terms) => terms.flatMap(([word, term]) => [word, ...term]).slice(1))

/** An expression with one word missing or twice. */
const damaged: fc.Arbitrary<Words> = fc
  .tuple(flat, fc.nat(), fc.boolean())
  .map(([words, at, isTwice]) => {
    const index = at % words.length
    return [...words.slice(0, index), ...(isTwice ? [words[index]!, words[index]!] : []), ...words.slice(index + 1)]
  })
  .filter((words) => words.length > 0)

describe('$filter, judged by a parser of the OData grammar', () => {
  it('is taken wherever the grammar allows it', async () => {
    await fc.assert(
      fc.asyncProperty(expression, async (words) => {
        const filter = words.join(' ')
        fc.pre(isGrammatical(filter))
        expect(await isTaken(filter), filter).toBe(true)
      }),
      { numRuns: 150, seed: 20261123 },
    )
  })

  it('is refused wherever the grammar forbids it', async () => {
    await fc.assert(
      fc.asyncProperty(damaged, async (words) => {
        const filter = words.join(' ')
        fc.pre(!isGrammatical(filter))
        expect(await isTaken(filter), filter).toBe(false)
      }),
      { numRuns: 150, seed: 20261123 },
    )
  })
})
