import type { CallInput, CallOutput } from '../../../shared/contract/calls.ts'
import type { EventPayload } from '../../../shared/contract/events.ts'
import type { Bridge } from '../../../shared/contract/bridge.ts'
import type { CallName, EventName } from '../../../shared/contract/names.ts'
import { fail, type Result } from '../../../shared/lib/result.ts'
import type { Failure } from '../../../shared/model/failure.ts'

type Answer<N extends CallName> = Result<CallOutput<N>, Failure>
export type FakeHandlers = {
  [N in CallName]?: (input: CallInput<N>) => Answer<N> | Promise<Answer<N>>
}

export interface FakeBridge extends Bridge {
  /** Replaces what a call answers from now on. */
  readonly answer: <N extends CallName>(
    name: N,
    handler: (input: CallInput<N>) => Answer<N> | Promise<Answer<N>>,
  ) => void
  /** Lets an event arrive, as the main process would. */
  readonly emit: <N extends EventName>(name: N, payload: EventPayload<N>) => void
  /** Every call made, in order. */
  readonly calls: readonly { readonly name: CallName; readonly input: unknown }[]
}

/** A bridge without a main process, for unit tests: answers from a table; a call nobody prepared is a failure, never a hang. */
export function createFakeBridge(initial: FakeHandlers = {}): FakeBridge {
  const handlers = new Map<string, (input: never) => unknown>(Object.entries(initial))
  const listeners = new Map<string, Set<(payload: never) => void>>()
  const calls: { name: CallName; input: unknown }[] = []
  return {
    calls,
    answer: (name, handler) => void handlers.set(name, handler),
    emit: (name, payload) => {
      for (const listener of listeners.get(name) ?? []) listener(payload as never)
    },
    call: async <N extends CallName>(name: N, input: CallInput<N>): Promise<Answer<N>> => {
      calls.push({ name, input })
      const handler = handlers.get(name)
      if (!handler) return fail({ kind: 'NotFound', what: 'fake answer', message: `No answer prepared for ${name}.` })
      return (await handler(input as never)) as Answer<N>
    },
    on: (name, listener) => {
      const set = listeners.get(name) ?? new Set()
      listeners.set(name, set.add(listener))
      return () => void set.delete(listener)
    },
  }
}
