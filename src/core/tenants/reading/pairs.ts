import type { ConnectionDraft } from '../../../shared/model/connection-draft.ts'

/** Word and value as the text has them, in its order. */
export type Pair = readonly [word: string, value: string]

export interface Pairs {
  readonly form: ConnectionDraft['form']
  readonly pairs: readonly Pair[]
  /** How many connections the text holds; the pairs are those of the first. */
  readonly connections: number
}
