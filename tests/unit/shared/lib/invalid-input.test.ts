import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { invalidInput } from '../../../../src/shared/lib/invalid-input.ts'

const wrong = (schema: z.ZodType, input: unknown): string => {
  const parsed = schema.safeParse(input)
  if (parsed.success) throw new Error('The input is right.')
  return invalidInput(parsed.error.issues).message
}

describe('what a schema has against an input', () => {
  it.each([
    [z.object({ reason: z.string().min(1) }), { reason: '' }, 'reason must not be empty.'],
    [z.object({ name: z.string().max(3) }), { name: 'long' }, 'name must be at most 3 characters long.'],
    [z.object({ name: z.string() }), {}, 'name must be given.'],
    [z.object({ days: z.int().min(30) }), { days: 1 }, 'days must be at least 30.'],
    [z.object({ days: z.int() }), { days: 'x' }, 'days must be a number.'],
    [z.object({ tenantId: z.guid() }), { tenantId: 'x' }, /^tenantId must be a GUID/],
    [z.object({ environment: z.enum(['DEV', 'PROD']) }), { environment: 'x' }, 'environment must be DEV or PROD.'],
    [z.strictObject({}), { colour: 1 }, 'input must not hold colour: nobody knows what it means.'],
    [z.string().refine(() => false, 'A host has no blanks.'), 'x', 'A host has no blanks.'],
  ])('is said in words for people (%#)', (schema, input, message) => {
    if (typeof message === 'string') expect(wrong(schema, input)).toBe(message)
    else expect(wrong(schema, input)).toMatch(message)
  })

  it('is told of the first twenty fields, however many are wrong', () => {
    const many = Array.from({ length: 1_000 }, () => 1)
    const parsed = z.array(z.string()).safeParse(many)
    expect(invalidInput(parsed.error?.issues ?? []).fields).toHaveLength(20)
  })
})
