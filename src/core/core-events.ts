import type { ActivityEvent } from '../shared/model/activity-event.ts'
import type { PushProgress } from '../shared/model/push.ts'
import type { Run } from '../shared/model/run.ts'
import type { ScenarioStep } from '../shared/model/scenario.ts'
import type { Log } from './ports/log.ts'

/** What the core tells whoever listens, as it happens. */
export type CoreEvent =
  | { readonly type: 'activity'; readonly event: ActivityEvent }
  | { readonly type: 'lead-changed'; readonly tenantId: string; readonly domain: string }
  | { readonly type: 'leads-changed' }
  | { readonly type: 'tenants-changed' }
  | { readonly type: 'run-changed'; readonly run: Run }
  | { readonly type: 'scenario-step'; readonly step: ScenarioStep }
  | { readonly type: 'push-progress'; readonly progress: PushProgress }

export interface CoreEvents {
  /** Returns the function that ends the subscription. A listener that throws is logged and does not disturb the others. */
  readonly subscribe: (listener: (event: CoreEvent) => void) => () => void
}

export interface CoreEventHub extends CoreEvents {
  readonly emit: (event: CoreEvent) => void
}

/** The one way the core speaks to whoever listens: window, command line, tests. */
export function createCoreEvents(log: Log): CoreEventHub {
  const listeners = new Set<(event: CoreEvent) => void>()
  return {
    subscribe: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    emit: (event) => {
      for (const listener of listeners) {
        try {
          listener(event)
        } catch (error) {
          log.write('error', 'an event listener failed', { event: event.type, error })
        }
      }
    },
  }
}
