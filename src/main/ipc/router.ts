import { CALLS, type Envelope } from '../../shared/contract/calls.ts'
import type { CallName } from '../../shared/contract/names.ts'
import { invalidInput } from '../../shared/lib/invalid-input.ts'
import type { Failure } from '../../shared/model/failure.ts'
import type { Log } from '../../core/ports/log.ts'
import type { Handlers } from './handlers.ts'

interface Deps {
  readonly handlers: Handlers
  readonly log: Log
  /** Id of a bug report: the same in the log and in the answer. */
  readonly newId: () => string
  /** The failure that a thrown error stands for; null = it is a bug. */
  readonly failureOf: (error: unknown) => Failure | null
}

/** Answers one call of the window. Never rejects: whatever happens, the window gets an envelope it can read. */
export type Router = (name: unknown, input: unknown) => Promise<Envelope>

type AnyHandler = (input: unknown) => Promise<{ ok: true; value: unknown } | { ok: false; failure: Failure }>

const isCallName = (name: unknown): name is CallName => typeof name === 'string' && Object.hasOwn(CALLS, name)

const refuse = (failure: Failure): Envelope => ({ ok: false, failure })

const NO_SUCH_CALL: Failure = {
  kind: 'InvalidInput',
  message: 'There is no such call.',
  fields: [{ field: 'name', message: 'There is no such call.' }],
}

/** Name → parse input → handler → parse output. What a handler throws, or answers outside the contract, is a bug with an id, unless `failureOf` knows better. */
export function createRouter({ handlers, log, newId, failureOf }: Deps): Router {
  const bug = (name: string, error: unknown): Envelope => {
    const id = newId()
    log.write('error', 'a call from the window failed by a defect', { id, call: name, error })
    return refuse({ kind: 'Bug', id, message: `The console has a defect; the log describes it under ${id}.` })
  }

  return async (name, input) => {
    if (!isCallName(name)) return refuse(NO_SUCH_CALL)
    try {
      const parsed = CALLS[name].input.safeParse(input)
      if (!parsed.success) return refuse(invalidInput(parsed.error.issues))
      const answer = await (handlers[name] as AnyHandler)(parsed.data)
      if (!answer.ok) return refuse(answer.failure)
      return { ok: true, value: CALLS[name].output.parse(answer.value) }
    } catch (error) {
      const failure = failureOf(error)
      return failure === null ? bug(name, error) : refuse(failure)
    }
  }
}
