import { z } from 'zod'
import type { Attestation } from '../../shared/model/gate.ts'
import type { Evidence } from '../../shared/model/run.ts'
import { complainOfPool, PoolBodySchema } from '../scenarios/connection-pool-proof.ts'
import { complainOfBackoff, RetryPolicyBodySchema } from '../scenarios/retry-policy-proof.ts'
import { TokenCacheBodySchema } from '../setup/token-cache-body.ts'
import type { CheckSource, ScenarioSource, SourceRun } from './gate-sources.ts'

/** What one source says about one line. */
export type Sighting =
  | { readonly verdict: 'not_run' }
  | {
      readonly verdict: 'passed' | 'failed' | 'attested'
      /** Ids of runs or evidence. */
      readonly evidence: readonly string[]
      readonly at: string
      /** Null for an attestation, which belongs to no run: its moment says it. */
      readonly tenantChangedAt: string | null
      /** Null for an attestation that an earlier version kept. */
      readonly appVersion: string | null
      /** Who attested it; missing for what was seen. */
      readonly by?: string
    }

const NOT_RUN: Sighting = { verdict: 'not_run' }

const RowBody = z.object({ moment: z.string(), row: z.record(z.string(), z.unknown()).nullable() })
const CountBody = z.object({ ids: z.array(z.string()).nullable(), count: z.int().nullable() })
const RadarBody = z.object({ isOnlyOne: z.boolean() })
const ReadBackBody = z.object({
  isFound: z.boolean(),
  fields: z.array(z.object({ name: z.string(), isSame: z.boolean() })),
})
const BadgeBody = z.object({
  view: z.object({ badge: z.string(), hasLink: z.boolean() }),
  link: z.string().nullable(),
  isLinkedRecordFound: z.boolean(),
})

const FailureShown = z.object({
  failure: z.object({ kind: z.string() }),
  advice: z.object({ whatHappened: z.string(), whatToDo: z.string() }).nullable(),
})

/** E1.1–E1.6: the scenario as a whole. */
export function scenarioSeen(source: ScenarioSource | undefined): Sighting {
  if (!source || source.result.status === 'skipped') return NOT_RUN
  const evidence = source.result.criteria.flatMap((criterion) => criterion.evidence ?? [])
  return sighted(source, source.result.status === 'passed', [source.run.id, ...evidence])
}

/** E1.7, E2.4: the scenario's search for the domain found exactly one lead. */
export function countSeen(source: ScenarioSource | undefined): Sighting {
  return byEvidence(source, { kind: 'count', step: `${source?.result.id ?? ''}/d365` }, (found) => {
    const bodies = parseAll(CountBody, found)
    return bodies !== null && bodies.every(({ ids, count }) => count === 1 && ids?.length === 1)
  })
}

/** E2.4: the duplicate radar found no second lead of the domain that C1 pushed. */
export function radarSeen(source: ScenarioSource | undefined): Sighting {
  return byEvidence(source, { kind: 'note', step: 'C1/radar' }, (found) => {
    const bodies = parseAll(RadarBody, found)
    return bodies !== null && bodies.every(({ isOnlyOne }) => isOnlyOne)
  })
}

/** E1.8: before, the row said nothing of D365; after, it says synced, under an id and with a time. */
export function rowsSeen(source: ScenarioSource | undefined): Sighting {
  return byEvidence(source, { kind: 'row' }, (found) => {
    const bodies = parseAll(RowBody, found)
    const before = bodies?.filter(({ moment }) => moment === 'before') ?? []
    const after = bodies?.filter(({ moment }) => moment === 'after') ?? []
    return after.length > 0 && before.every(({ row }) => isNewRow(row)) && after.every(({ row }) => isSyncedRow(row))
  })
}

function isNewRow(row: Readonly<Record<string, unknown>> | null): boolean {
  const status = row?.['d365_sync_status'] ?? 'pending'
  return row !== null && status === 'pending' && (row['d365_lead_id'] ?? null) === null
}

function isSyncedRow(row: Readonly<Record<string, unknown>> | null): boolean {
  if (row === null) return false
  const id = row['d365_lead_id']
  const at = row['d365_sync_last_at']
  const hasId = typeof id === 'string' && id !== '' && !/^[0-]+$/.test(id)
  return hasId && row['d365_sync_status'] === 'synced' && typeof at === 'string' && !Number.isNaN(Date.parse(at))
}

/** E1.9: every field C1 sent reads back as it was sent. */
export function readBackSeen(source: ScenarioSource | undefined): Sighting {
  return byEvidence(source, { kind: 'read-back', step: 'C1/d365' }, (found) => {
    const bodies = parseAll(ReadBackBody, found)
    return (
      bodies !== null &&
      bodies.every(({ isFound, fields }) => isFound && fields.length > 0 && fields.every((field) => field.isSame))
    )
  })
}

/** E1.10: the second acquisition asked nobody. */
export function tokenCacheSeen(source: SourceRun | undefined): Sighting {
  return byEvidence(source, { kind: 'token', step: 'B3.2' }, (found) => {
    const bodies = parseAll(TokenCacheBodySchema, found)
    return (
      bodies !== null &&
      bodies.every(({ callsOfSecond, isSecondFromCache }) => callsOfSecond === 0 && isSecondFromCache)
    )
  })
}

/** E1.11: every delay D2 recorded, and the policy for n = 0…10, lies within what the runbook allows. */
export function backoffSeen(source: ScenarioSource | undefined): Sighting {
  return byEvidence(source, { kind: 'note', step: 'D2/policy' }, (found) => {
    const bodies = parseAll(RetryPolicyBodySchema, found)
    return bodies !== null && bodies.every((body) => complainOfBackoff(body) === null)
  })
}

/** E1.12: a burst of pushes held no more connections than the pool has, and none failed for want of one. */
export function poolSeen(source: ScenarioSource | undefined): Sighting {
  return byEvidence(source, { kind: 'note', step: 'D2/pool' }, (found) => {
    const bodies = parseAll(PoolBodySchema, found)
    return bodies !== null && bodies.every((body) => complainOfPool(body) === null)
  })
}

/** E1.13: the badge the window would render. */
export function badgeSeen(source: ScenarioSource | undefined): Sighting {
  return byEvidence(source, { kind: 'view-model', step: 'C1/window' }, (found) => {
    const bodies = parseAll(BadgeBody, found)
    return bodies !== null && bodies.every(({ view }) => view.badge === 'synced' && view.hasLink)
  })
}

/** E1.14: the record was read by the link's id. */
export function linkSeen(source: ScenarioSource | undefined): Sighting {
  return byEvidence(source, { kind: 'view-model', step: 'C1/window' }, (found) => {
    const bodies = parseAll(BadgeBody, found)
    return bodies !== null && bodies.every(({ link, isLinkedRecordFound }) => link !== null && isLinkedRecordFound)
  })
}

/** E1.15: each failure that was provoked has a sentence on what happened and one on what to do. */
export function adviceSeen(source: ScenarioSource | undefined): Sighting {
  if (!source) return NOT_RUN
  const shown = source.evidence.filter(
    ({ kind, body }) => kind === 'view-model' && FailureShown.safeParse(body).success,
  )
  if (shown.length === 0) return NOT_RUN
  const bodies = parseAll(FailureShown, shown) ?? []
  const holds = bodies.every(({ advice }) => advice !== null && advice.whatHappened !== '' && advice.whatToDo !== '')
  return sighted(
    source,
    holds,
    shown.map(({ id }) => id),
  )
}

/** E2: a row of the checks; a warning does not stand in the way, a row that had nothing to look at says nothing. */
export function checkSeen(source: CheckSource | undefined): Sighting {
  if (!source || source.row.status === 'skipped') return NOT_RUN
  return sighted(source, source.row.status !== 'failed', [source.run.id, ...source.row.evidence])
}

/** A line somebody confirmed by name. */
export function attestedLine(attestations: readonly Attestation[], row: string): Sighting {
  const attestation = attestations.find((known) => known.row === row)
  return attestation === undefined
    ? NOT_RUN
    : {
        verdict: 'attested',
        evidence: [],
        at: attestation.at,
        tenantChangedAt: null,
        appVersion: attestation.appVersion,
        by: attestation.by,
      }
}

/** Without the evidence it names, a line was not run: a result alone is a claim. */
function byEvidence(
  source: SourceRun | undefined,
  wanted: { readonly kind: Evidence['kind']; readonly step?: string },
  holds: (found: readonly Evidence[]) => boolean,
): Sighting {
  if (!source) return NOT_RUN
  const found = source.evidence.filter(
    ({ kind, step }) => kind === wanted.kind && (wanted.step === undefined || step === wanted.step),
  )
  return found.length === 0
    ? NOT_RUN
    : sighted(
        source,
        holds(found),
        found.map(({ id }) => id),
      )
}

const sighted = ({ run }: SourceRun, isPassed: boolean, evidence: readonly string[]): Sighting => ({
  verdict: isPassed ? 'passed' : 'failed',
  evidence,
  at: run.finishedAt ?? run.startedAt,
  tenantChangedAt: run.tenantChangedAt,
  appVersion: run.appVersion,
})

/** Null when one of them does not read as it should: then it proves nothing. */
function parseAll<T>(schema: z.ZodType<T>, found: readonly Evidence[]): readonly T[] | null {
  const parsed = z.array(schema).safeParse(found.map(({ body }) => body))
  return parsed.success ? parsed.data : null
}
