import { z } from 'zod'
import { fail, ok, type Result } from '../../../shared/lib/result.ts'
import type { D365Failure } from '../../../shared/model/failure.ts'
import type { CallContext, D365Answer } from '../d365-client.ts'
import type { Pipeline, WebApiRequest } from '../http/pipeline.ts'
import type { ChoiceValue, LeadColumn } from '../metadata-reader.ts'
import { queryString } from '../odata-filter.ts'
import type { ReadAnswer } from '../read-outcome.ts'
import { readBody } from './read-body.ts'

const ATTRIBUTES = "EntityDefinitions(LogicalName='lead')/Attributes"
const CRM = 'Microsoft.Dynamics.CRM'

const LabelSchema = z.looseObject({ UserLocalizedLabel: z.looseObject({ Label: z.string() }).nullish() }).nullish()

const ColumnSchema = z.looseObject({
  LogicalName: z.string().toLowerCase(),
  SchemaName: z.string(),
  DisplayName: LabelSchema,
  AttributeType: z.string(),
  RequiredLevel: z.looseObject({ Value: z.enum(['None', 'Recommended', 'ApplicationRequired', 'SystemRequired']) }),
  IsValidForCreate: z.boolean().nullish(),
  IsValidForUpdate: z.boolean().nullish(),
})

const TextSchema = z.looseObject({ LogicalName: z.string().toLowerCase(), MaxLength: z.int().nullish() })

const NumberSchema = z.looseObject({
  LogicalName: z.string().toLowerCase(),
  MinValue: z.number().nullish(),
  MaxValue: z.number().nullish(),
})

const OptionsSchema = z
  .looseObject({ Options: z.array(z.looseObject({ Value: z.int(), Label: LabelSchema })) })
  .nullish()
const ChoiceSchema = z.looseObject({
  LogicalName: z.string().toLowerCase(),
  OptionSet: OptionsSchema,
  GlobalOptionSet: OptionsSchema,
})

const listOf = <S extends z.ZodType>(row: S) => z.looseObject({ value: z.array(row) })

interface Cast {
  readonly type: string
  readonly select: string
  readonly expand?: string
  readonly facts: ReadFacts
}

/** What each type adds to a column; only a cast gives it. */
const CASTS: readonly Cast[] = [
  { type: 'StringAttributeMetadata', select: 'LogicalName,MaxLength', facts: factsOf(TextSchema, textFacts) },
  { type: 'MemoAttributeMetadata', select: 'LogicalName,MaxLength', facts: factsOf(TextSchema, textFacts) },
  ...['Integer', 'Decimal', 'Double', 'Money'].map((kind) => ({
    type: `${kind}AttributeMetadata`,
    select: 'LogicalName,MinValue,MaxValue',
    facts: factsOf(NumberSchema, numberFacts),
  })),
  {
    type: 'PicklistAttributeMetadata',
    select: 'LogicalName',
    expand: 'OptionSet,GlobalOptionSet',
    facts: factsOf(ChoiceSchema, choiceFacts),
  },
]

type Added = Pick<LeadColumn, 'maxLength' | 'range' | 'choices'>
type Facts = ReadonlyMap<string, Partial<Added>>
type ReadFacts = (answer: ReadAnswer) => Result<Facts, D365Failure>

/** What all columns have. */
const COMMON = 'LogicalName,SchemaName,DisplayName,AttributeType,RequiredLevel,IsValidForCreate,IsValidForUpdate'

const ask = (path: string, options: Readonly<Record<string, string | undefined>>): WebApiRequest => ({
  method: 'GET',
  path: `${path}${queryString(options)}`,
})

const QUESTIONS: readonly WebApiRequest[] = [
  ...CASTS.map(({ type, select, expand }) => ask(`${ATTRIBUTES}/${CRM}.${type}`, { $select: select, $expand: expand })),
  ask(ATTRIBUTES, { $select: COMMON }),
]

/**
 * Every column of the lead table: a question for what all columns have and one per type for what only that type has, in one `$batch`.
 * Source: Microsoft Learn, "Query table definitions using the Web API", "Retrieve table definitions by name or MetadataId" (casts of
 * Attributes), "Execute batch operations using the Web API".
 */
export async function readLeadColumns(
  pipeline: Pipeline,
  context?: CallContext,
): D365Answer<{ readonly columns: readonly LeadColumn[] }> {
  const sent = await pipeline.sendBatch(QUESTIONS, { isQuestion: true }, context)
  if (!sent.ok) return sent
  const { answers, requestIds } = sent.value
  const added = new Map<string, Partial<Added>>()
  for (const [at, { facts }] of CASTS.entries()) {
    const read = readPart(answers[at], facts)
    if (!read.ok) return read
    for (const [name, more] of read.value) added.set(name, more)
  }
  const all = readPart(answers[CASTS.length], (answer) => readBody(listOf(ColumnSchema), answer))
  if (!all.ok) return all
  const columns = all.value.body.value.map((row) => ({ ...columnOf(row), ...added.get(row.LogicalName) }))
  return ok({ columns, requestIds })
}

/** There is an answer for every question asked. */
const readPart = <T>(
  answer: Result<ReadAnswer, D365Failure> | undefined,
  read: (answer: ReadAnswer) => Result<T, D365Failure>,
): Result<T, D365Failure> => {
  if (answer === undefined) throw new TypeError('A question of the batch has no answer.')
  return answer.ok ? read(answer.value) : fail(answer.failure)
}

const columnOf = (row: z.output<typeof ColumnSchema>): LeadColumn => ({
  name: row.LogicalName,
  schemaName: row.SchemaName,
  label: row.DisplayName?.UserLocalizedLabel?.Label ?? null,
  type: row.AttributeType,
  requiredLevel: row.RequiredLevel.Value,
  isValidForCreate: row.IsValidForCreate ?? false,
  isValidForUpdate: row.IsValidForUpdate ?? false,
  maxLength: null,
  range: null,
  choices: null,
})

function factsOf<S extends z.ZodType<{ readonly LogicalName: string }>>(
  schema: S,
  factsOfRow: (row: z.output<S>) => Partial<Added>,
): ReadFacts {
  return (answer) => {
    const read = readBody(listOf(schema), answer)
    if (!read.ok) return read
    return ok(new Map(read.value.body.value.map((row) => [row.LogicalName, factsOfRow(row)])))
  }
}

function textFacts({ MaxLength }: z.output<typeof TextSchema>): Partial<Added> {
  return { maxLength: MaxLength ?? null }
}

function numberFacts({ MinValue, MaxValue }: z.output<typeof NumberSchema>): Partial<Added> {
  const isKnown = typeof MinValue === 'number' && typeof MaxValue === 'number'
  return { range: isKnown ? { min: MinValue, max: MaxValue } : null }
}

/** A column has its own list of values or shares a global one; the other is null. */
function choiceFacts({ OptionSet, GlobalOptionSet }: z.output<typeof ChoiceSchema>): Partial<Added> {
  const options = OptionSet?.Options ?? GlobalOptionSet?.Options ?? []
  return {
    choices: options.map(({ Value, Label }): ChoiceValue => ({
      value: Value,
      label: Label?.UserLocalizedLabel?.Label ?? null,
    })),
  }
}
