import type { ScenarioId, ScenarioOutline, ScenarioRunResult, ScenarioStep } from '../../../../shared/model/scenario.ts'
import type { LeadListItem } from '../../../../shared/model/lead.ts'
import type { Run } from '../../../../shared/model/run.ts'
import type { RunComparison } from '../../../../shared/model/run-comparison.ts'
import type { KnownResult } from '../../app/runs/newest-results.ts'
import type { ActionState } from '../../bridge/action-state.ts'
import type { Loadable } from '../../bridge/loadable.ts'

/** The run whose steps are shown: under way, or the last one seen in this window. */
export interface WatchedRun {
  readonly runId: string
  /** Empty where the run was started elsewhere: its scenarios show as their steps come. */
  readonly ids: readonly ScenarioId[]
  readonly isRunning: boolean
  readonly steps: ReadonlyMap<ScenarioId, readonly ScenarioStep[]>
}

export interface ScenariosData {
  readonly outlines: Loadable<readonly ScenarioOutline[]>
  readonly results: ReadonlyMap<ScenarioId, KnownResult>
  readonly watched: WatchedRun | null
  /** What clean-up of the run shown proved. */
  readonly cleanUp: ScenarioRunResult['cleanUp'] | null
  readonly opened: ReadonlySet<ScenarioId>
  /** Picked for the next run; empty = all. */
  readonly chosen: ReadonlySet<ScenarioId>
  /** A lead of the admin's own that C1 pushes when it runs alone, and that stays in D365; null = a test lead. */
  readonly pickedLead: string | null
  /** Leads whose name or domain holds what was typed. */
  readonly leadsFound: readonly LeadListItem[]
  /** Scenario runs that are over, newest first; one that a crash cut may have no result. */
  readonly history: readonly Run[]
  /** The run under way, with what it has judged so far. */
  readonly running: Run | null
  /** The earlier run whose results are shown; null = of each scenario the newest. */
  readonly reopened: Run | null
  /** An earlier run held against the newest; null = none asked for. */
  readonly comparison: Loadable<RunComparison> | null
  readonly action: ActionState
}

export interface ScenariosState extends ScenariosData {
  readonly run: (ids: readonly ScenarioId[]) => Promise<void>
  readonly cancel: () => Promise<void>
  readonly setNote: (id: ScenarioId, note: string) => Promise<boolean>
  readonly pickLead: (domain: string | null) => void
  readonly findLeads: (search: string) => Promise<void>
  /** Opens a record that clean-up left behind. */
  readonly openRecord: (d365LeadId: string) => Promise<void>
  readonly toggle: (id: ScenarioId) => void
  readonly choose: (id: ScenarioId, isChosen: boolean) => void
  /** Holds an earlier run against the newest; null puts the comparison away. */
  readonly compare: (runId: string | null) => Promise<void>
  /** Shows an earlier run as it was; null goes back to the newest results. */
  readonly reopen: (runId: string | null) => void
  readonly refresh: () => Promise<void>
  readonly connect: () => () => void
}
