import { z } from 'zod'
import { ok } from '../../../shared/lib/result.ts'
import type { CallContext, D365Answer } from '../d365-call.ts'
import type { Pipeline } from '../http/pipeline.ts'
import type { NewLeadColumn, Solution } from '../metadata-reader.ts'
import { queryString } from '../odata-filter.ts'
import { readBody } from './read-body.ts'

const CRM = 'Microsoft.Dynamics.CRM'
/** Labels are made in English; the admin translates them in Power Apps. */
const ENGLISH = 1033

const SolutionsSchema = z.looseObject({
  value: z.array(
    z.looseObject({
      uniquename: z.string(),
      friendlyname: z.string().nullish(),
      ismanaged: z.boolean(),
      publisherid: z.looseObject({ uniquename: z.string(), customizationprefix: z.string().nullish() }).nullish(),
    }),
  ),
})

/** Every solution with its publisher's prefix. Source: solution and publisher table references. */
export async function readSolutions(
  pipeline: Pipeline,
  context?: CallContext,
): D365Answer<{ readonly solutions: readonly Solution[] }> {
  const query = queryString({
    $select: 'uniquename,friendlyname,ismanaged',
    $expand: 'publisherid($select=uniquename,customizationprefix)',
  })
  const answer = await pipeline.send({ method: 'GET', path: `solutions${query}` }, context)
  if (!answer.ok) return answer
  const read = readBody(SolutionsSchema, answer.value)
  if (!read.ok) return read
  const solutions = read.value.body.value.map((row): Solution => ({
    name: row.uniquename,
    friendlyName: row.friendlyname ?? row.uniquename,
    isManaged: row.ismanaged,
    publisher: row.publisherid?.uniquename ?? '',
    prefix: row.publisherid?.customizationprefix ?? '',
  }))
  return ok({ solutions, requestIds: read.value.requestIds })
}

/**
 * Adds a column to the lead table, in a solution. Not repeated by itself: a column that exists is refused with 0x80047013.
 * Source: Microsoft Learn, "Create and update column definitions using the Web API".
 */
export async function createLeadColumn(
  pipeline: Pipeline,
  column: NewLeadColumn,
  solution: string,
  context?: CallContext,
): D365Answer<{ readonly name: string }> {
  const answer = await pipeline.send(
    {
      method: 'POST',
      path: "EntityDefinitions(LogicalName='lead')/Attributes",
      headers: { 'MSCRM.SolutionUniqueName': solution },
      body: definitionOf(column),
    },
    context,
  )
  return answer.ok ? ok({ name: column.name, requestIds: answer.value.requestIds }) : answer
}

/** Publishes the lead table; on a time-out it may still finish. Source: Microsoft Learn, "PublishXml Action". */
export async function publishLead(
  pipeline: Pipeline,
  context?: CallContext,
): D365Answer<{ readonly published: 'lead' }> {
  const ParameterXml = '<importexportxml><entities><entity>lead</entity></entities></importexportxml>'
  const answer = await pipeline.send({ method: 'POST', path: 'PublishXml', body: { ParameterXml } }, context)
  return answer.ok ? ok({ published: 'lead', requestIds: answer.value.requestIds }) : answer
}

function definitionOf(column: NewLeadColumn): Readonly<Record<string, unknown>> {
  return {
    '@odata.type': `${CRM}.${column.type}AttributeMetadata`,
    SchemaName: column.name,
    DisplayName: label(column.label),
    RequiredLevel: {
      Value: 'None',
      CanBeChanged: true,
      ManagedPropertyLogicalName: 'canmodifyrequirementlevelsettings',
    },
    ...particulars(column),
  }
}

function particulars(column: NewLeadColumn): Readonly<Record<string, unknown>> {
  switch (column.type) {
    case 'String':
      return { MaxLength: column.maxLength, FormatName: { Value: 'Text' } }
    case 'Memo':
      return { MaxLength: column.maxLength, Format: 'TextArea' }
    case 'Integer':
      return { MinValue: column.min, MaxValue: column.max, Format: 'None' }
    case 'Decimal':
      return { MinValue: column.min, MaxValue: column.max, Precision: 2 }
    case 'Boolean':
      return { OptionSet: { TrueOption: option(1, 'Yes'), FalseOption: option(0, 'No') } }
    case 'DateTime':
      return { Format: 'DateAndTime', DateTimeBehavior: { Value: 'UserLocal' } }
    case 'Picklist': {
      const options = column.choices.map(({ value, label: text }) => option(value, text))
      return { OptionSet: { IsGlobal: false, OptionSetType: 'Picklist', Options: options } }
    }
  }
}

const option = (value: number, text: string) => ({ Value: value, Label: label(text) })

const label = (text: string) => ({
  '@odata.type': `${CRM}.Label`,
  LocalizedLabels: [{ '@odata.type': `${CRM}.LocalizedLabel`, Label: text, LanguageCode: ENGLISH }],
})
