import { CALLS, EnvelopeSchema, type CallInput, type CallOutput } from '../../../shared/contract/calls.ts'
import { EVENTS, type EventPayload } from '../../../shared/contract/events.ts'
import type { Bridge, RawBridge } from '../../../shared/contract/bridge.ts'
import type { CallName, EventName } from '../../../shared/contract/names.ts'
import { fail, ok, type Result } from '../../../shared/lib/result.ts'
import type { Failure } from '../../../shared/model/failure.ts'

const bug = (name: string, message: string): { readonly ok: false; readonly failure: Failure } =>
  fail({ kind: 'Bug', id: `window:${name}`, message })

/** Turns what the preload offers into typed calls and events: whatever comes back is parsed before a store sees it. */
export function createBridge(raw: RawBridge): Bridge {
  const call = async <N extends CallName>(name: N, input: CallInput<N>): Promise<Result<CallOutput<N>, Failure>> => {
    try {
      const envelope = EnvelopeSchema.safeParse(await raw.call(name, input))
      if (!envelope.success) return bug(name, `The answer to ${name} has no envelope.`)
      if (!envelope.data.ok) return fail(envelope.data.failure)
      const value = CALLS[name].output.safeParse(envelope.data.value)
      if (!value.success) return bug(name, `The answer to ${name} is not what the contract says.`)
      return ok(value.data as CallOutput<N>)
    } catch (error) {
      return bug(name, error instanceof Error ? error.message : `The call ${name} did not come back.`)
    }
  }
  // One raw listener per event however many stores follow it: each costs a listener on Electron's channel.
  const followers = new Map<EventName, Set<(payload: unknown) => void>>()
  const follow = (name: EventName): Set<(payload: unknown) => void> => {
    const known = followers.get(name)
    if (known) return known
    const set = new Set<(payload: unknown) => void>()
    followers.set(name, set)
    raw.on(name, (payload) => {
      // An unreadable event is dropped: stores ask for a snapshot when something finishes, so it heals.
      const parsed = EVENTS[name].safeParse(payload)
      if (parsed.success) for (const listener of set) listener(parsed.data)
    })
    return set
  }
  const on = <N extends EventName>(name: N, listener: (payload: EventPayload<N>) => void): (() => void) => {
    const entry = (payload: unknown): void => listener(payload as EventPayload<N>)
    const set = follow(name).add(entry)
    return () => void set.delete(entry)
  }
  return { call, on }
}
