import type { Log } from './ports/log.ts'
import type { CoreEvent, CoreEvents } from './services.ts'

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
