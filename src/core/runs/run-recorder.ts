import type { Evidence, Run, RunKind, RunStatus } from '../../shared/model/run.ts'
import type { Tenant } from '../../shared/model/tenant.ts'
import type { RecordActivity } from '../activity/record-activity.ts'
import type { CoreEventHub } from '../core-events.ts'
import { isoNow } from '../ports/clock.ts'
import type { CorePorts } from '../ports/core-ports.ts'
import { parseJsonValue, type Json } from './json-value.ts'
import { limitEvidence } from './limit-evidence.ts'

/** What every service that runs something is given by `createCore`. */
export interface RunDeps {
  readonly ports: CorePorts
  readonly events: CoreEventHub
  readonly record: RecordActivity
}

export interface EvidenceInput {
  readonly runId: string
  /** The row or step it belongs to: `A2.1`, `C1/push`. */
  readonly step: string
  readonly kind: Evidence['kind']
  readonly title: string
  /** Anything JSON can hold; `undefined` members are dropped. */
  readonly body: unknown
}

export interface RunRecorder {
  /** Stores the run as `running` before its first step, so that a crash leaves a trace. */
  readonly begin: (input: {
    readonly kind: RunKind
    readonly tenant: Tenant
    readonly parentId: string | null
    readonly wasUnlocked: boolean
  }) => Run
  /** Keeps a result while the run goes on. */
  readonly keep: (run: Run, result: unknown) => Run
  readonly finish: (run: Run, status: RunStatus, result: unknown) => Run
  /** Known secrets are cut out before anything is stored, and what is too long is shortened and says so. Answers the evidence's id. */
  readonly evidence: (input: EvidenceInput) => string
}

/** The one way runs and evidence get into the store and onto the event stream. */
export function createRunRecorder({ ports, events }: Pick<RunDeps, 'ports' | 'events'>): RunRecorder {
  const save = (run: Run): Run => {
    ports.data.runs.save(run)
    events.emit({ type: 'run-changed', run })
    return run
  }
  const clean = (value: unknown): Json =>
    parseJsonValue(JSON.parse(ports.knownSecrets.redact(JSON.stringify(value ?? null))))

  return {
    begin: ({ kind, tenant, parentId, wasUnlocked }) =>
      save({
        id: ports.random.uuid(),
        kind,
        tenantId: tenant.id,
        parentId,
        status: 'running',
        startedAt: isoNow(ports.clock),
        finishedAt: null,
        appVersion: ports.appVersion,
        tenantChangedAt: tenant.changedAt,
        wasUnlocked,
        result: null,
      }),
    keep: (run, result) => save({ ...run, result: clean(result) }),
    finish: (run, status, result) =>
      save({ ...run, status, finishedAt: isoNow(ports.clock), result: result === null ? null : clean(result) }),
    evidence: ({ runId, step, kind, title, body }) => {
      const id = ports.random.uuid()
      ports.data.runs.saveEvidence({
        id,
        runId,
        step,
        kind,
        at: isoNow(ports.clock),
        title,
        body: limitEvidence(clean(body)),
      })
      return id
    },
  }
}
