import { z } from 'zod'
import type { Failure } from '../model/failure.ts'

type InvalidInput = Extract<Failure, { readonly kind: 'InvalidInput' }>

/** As many as a person reads; a hostile input may have thousands. */
const MOST_SHOWN = 20

// Zod words its messages for programmers ("Too small: expected string …"). What a schema says itself comes before this.
z.config({ customError: wordsFor })

/** What a schema has against an input, field by field, in words for people. `whole` names the field where the input itself is wrong. */
export function invalidInput(issues: readonly z.core.$ZodIssue[], whole = 'input'): InvalidInput {
  const fields = issues
    .slice(0, MOST_SHOWN)
    .map(({ path, message }) => ({ field: path.map(String).join('.') || whole, message }))
  const message = fields.map(({ field, message: what }) => (/^must\b/.test(what) ? `${field} ${what}` : what)).join(' ')
  return { kind: 'InvalidInput', message, fields }
}

function wordsFor(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'too_small':
      return tooSmall(issue.origin, Number(issue.minimum))
    case 'too_big':
      return `must be at most ${String(issue.maximum)}${unitOf(issue.origin)}.`
    case 'invalid_type':
      return issue.input === undefined ? 'must be given.' : `must be ${withArticle(issue.expected)}.`
    case 'invalid_value':
      return `must be ${issue.values.map(String).join(' or ')}.`
    case 'unrecognized_keys':
      return `must not hold ${issue.keys.slice(0, MOST_SHOWN).join(', ')}: nobody knows what it means.`
    case 'invalid_format':
      return `must be ${FORMATS[issue.format] ?? 'of another form'}.`
    default:
      return undefined
  }
}

const tooSmall = (origin: string, least: number): string =>
  least === 1 && origin !== 'number' && origin !== 'int'
    ? 'must not be empty.'
    : `must be at least ${String(least)}${unitOf(origin)}.`

const UNITS: Readonly<Record<string, string>> = { string: ' characters long', array: ' in number', file: ' bytes' }
const unitOf = (origin: string): string => UNITS[origin] ?? ''

const FORMATS: Readonly<Record<string, string>> = {
  guid: 'a GUID (8-4-4-4-12 hexadecimal digits)',
  uuid: 'a GUID (8-4-4-4-12 hexadecimal digits)',
  url: 'an address',
  email: 'an e-mail address',
  datetime: 'a time in ISO 8601',
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'text',
  int: 'a whole number',
  array: 'a list',
  record: 'an object',
  object: 'an object',
  boolean: 'true or false',
}
const withArticle = (type: string): string => TYPES[type] ?? `a ${type}`
