import type { CallOutput, ParsedInput } from '../../shared/contract/calls.ts'
import type { CallName } from '../../shared/contract/names.ts'
import type { Result } from '../../shared/lib/result.ts'
import type { Failure } from '../../shared/model/failure.ts'

/** The core answers with readonly data; what crosses the bridge is a copy of it. */
type DeepReadonly<T> = T extends readonly (infer Item)[]
  ? readonly DeepReadonly<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> }
    : T

export type Handler<N extends CallName> = (
  input: ParsedInput<N>,
) => Promise<Result<DeepReadonly<CallOutput<N>>, Failure>>

/** One function per call of the contract; a forgotten one does not compile. */
export type Handlers = { readonly [N in CallName]: Handler<N> }
