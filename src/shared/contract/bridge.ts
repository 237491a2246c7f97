import type { Result } from '../lib/result.ts'
import type { Failure } from '../model/failure.ts'
import type { CallInput, CallOutput } from './calls.ts'
import type { EventPayload } from './events.ts'
import type { CallName, EventName } from './names.ts'

/** All the window may do with the outside world. Served by the preload; by a fake in unit tests. */
export interface Bridge {
  readonly call: <N extends CallName>(name: N, input: CallInput<N>) => Promise<Result<CallOutput<N>, Failure>>
  /** Returns the function that ends the subscription. */
  readonly on: <N extends EventName>(name: N, listener: (payload: EventPayload<N>) => void) => () => void
}

/** What the preload exposes as `window.hunterConsole`: untyped both ways; the renderer's bridge parses what comes back. */
export interface RawBridge {
  readonly call: (name: string, input: unknown) => Promise<unknown>
  readonly on: (name: string, listener: (payload: unknown) => void) => () => void
}
