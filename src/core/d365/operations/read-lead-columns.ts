import { z } from 'zod'
import { ok, type Result } from '../../../shared/lib/result.ts'
import type { D365Failure } from '../../../shared/model/failure.ts'
import type { CallContext, D365Answer } from '../d365-client.ts'
import type { Pipeline } from '../http/pipeline.ts'
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

/** What each type adds to a column; only a cast gives it. */
const CASTS = [
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
] as const

type Added = Pick<LeadColumn, 'maxLength' | 'range' | 'choices'>
type Facts = ReadonlyMap<string, Partial<Added>>
type ReadFacts = (answer: ReadAnswer) => Result<Facts, D365Failure>

/**
 * Every column of the lead table. One question for what all columns have, one per type for what only that type has; asked at once.
 * Source: Microsoft Learn, "Query table definitions using the Web API", "Retrieve table definitions by name or MetadataId" (casts of Attributes).
 */
export async function readLeadColumns(
  pipeline: Pipeline,
  context?: CallContext,
): D365Answer<{ readonly columns: readonly LeadColumn[] }> {
  const $select = 'LogicalName,SchemaName,DisplayName,AttributeType,RequiredLevel,IsValidForCreate,IsValidForUpdate'
  const [all, ...casts] = await Promise.all([
    pipeline.send({ method: 'GET', path: `${ATTRIBUTES}${queryString({ $select })}` }, context),
    ...CASTS.map((cast) => readCast(pipeline, cast, context)),
  ])
  if (!all.ok) return all
  const read = readBody(listOf(ColumnSchema), all.value)
  if (!read.ok) return read
  const added = new Map<string, Partial<Added>>()
  for (const cast of casts) {
    if (!cast.ok) return cast
    for (const [name, facts] of cast.value) added.set(name, facts)
  }
  const columns = read.value.body.value.map((row): LeadColumn => ({
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
    ...added.get(row.LogicalName),
  }))
  return ok({ columns, requestIds: read.value.requestIds })
}

async function readCast(
  pipeline: Pipeline,
  cast: { readonly type: string; readonly select: string; readonly expand?: string; readonly facts: ReadFacts },
  context?: CallContext,
): Promise<Result<Facts, D365Failure>> {
  const query = queryString({ $select: cast.select, $expand: cast.expand })
  const answer = await pipeline.send({ method: 'GET', path: `${ATTRIBUTES}/${CRM}.${cast.type}${query}` }, context)
  return answer.ok ? cast.facts(answer.value) : answer
}

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
