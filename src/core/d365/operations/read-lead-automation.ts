import { z } from 'zod'
import { ok, type Result } from '../../../shared/lib/result.ts'
import type { D365Failure } from '../../../shared/model/failure.ts'
import type { CallContext, D365Answer } from '../d365-call.ts'
import type { Pipeline } from '../http/pipeline.ts'
import type { DuplicateRule, PluginStep } from '../metadata-reader.ts'
import { allOf, equals, queryString } from '../odata-filter.ts'
import type { ReadAnswer } from '../read-outcome.ts'
import { readBody } from './read-body.ts'

/** `statuscode` of a rule that is in force. Source: duplicaterule table reference (Published). */
const PUBLISHED = 2

const RulesSchema = z.looseObject({
  value: z.array(z.looseObject({ name: z.string().nullish(), statuscode: z.int().nullish() })),
})

/** Published duplicate detection rules whose base table is lead. Source: duplicaterule table reference. */
export async function readDuplicateRules(
  pipeline: Pipeline,
  context?: CallContext,
): D365Answer<{ readonly rules: readonly DuplicateRule[] }> {
  const query = queryString({ $select: 'name,statuscode', $filter: equals('baseentityname', 'lead') })
  const answer = await pipeline.send({ method: 'GET', path: `duplicaterules${query}` }, context)
  if (!answer.ok) return answer
  const read = readBody(RulesSchema, answer.value)
  if (!read.ok) return read
  const published = read.value.body.value.filter(({ statuscode }) => statuscode === PUBLISHED)
  return ok({ rules: published.map(({ name }) => ({ name: name ?? '' })), requestIds: read.value.requestIds })
}

const StepsSchema = z.looseObject({
  value: z.array(
    z.looseObject({
      name: z.string().nullish(),
      stage: z.int().nullish(),
      mode: z.int().nullish(),
      ishidden: z.looseObject({ Value: z.boolean().nullish() }).nullish(),
      sdkmessageid: z.looseObject({ name: z.string().nullish() }).nullish(),
    }),
  ),
})

/** Messages of which a push makes use. */
const OF_A_PUSH: ReadonlySet<string> = new Set(['Create', 'CreateMultiple', 'Update', 'UpdateMultiple', 'Upsert'])
const SYNCHRONOUS = 0

/**
 * Enabled, synchronous steps on the lead table for the messages of a push, without the platform's own hidden ones: they may change what is
 * sent, or refuse it. Source: sdkmessageprocessingstep table reference (stage, mode, ishidden).
 */
export async function readPluginSteps(
  pipeline: Pipeline,
  context?: CallContext,
): D365Answer<{ readonly steps: readonly PluginStep[] }> {
  const first = await askSteps(pipeline, 'name,stage,mode,ishidden', context)
  // Where nothing can be hidden, every step is shown.
  const isUnknown = !first.ok && first.failure.kind === 'D365ValidationError' && first.failure.column === 'ishidden'
  const answer = isUnknown ? await askSteps(pipeline, 'name,stage,mode', context) : first
  if (!answer.ok) return answer
  const read = readBody(StepsSchema, answer.value)
  if (!read.ok) return read
  const steps = read.value.body.value
    .filter(({ mode, ishidden }) => mode === SYNCHRONOUS && ishidden?.Value !== true)
    .map((row): PluginStep => ({
      name: row.name ?? '',
      message: row.sdkmessageid?.name ?? '',
      stage: row.stage ?? null,
    }))
    .filter(({ message }) => OF_A_PUSH.has(message))
  return ok({ steps, requestIds: read.value.requestIds })
}

function askSteps(
  pipeline: Pipeline,
  $select: string,
  context?: CallContext,
): Promise<Result<ReadAnswer, D365Failure>> {
  const query = queryString({
    $select,
    $expand: 'sdkmessageid($select=name)',
    // The table lies behind a navigation property, which `equals` takes for no column.
    $filter: allOf([equals('statecode', 0), `sdkmessagefilterid/primaryobjecttypecode eq 'lead'`]),
  })
  return pipeline.send({ method: 'GET', path: `sdkmessageprocessingsteps${query}` }, context)
}
