/** One thing a server does wrong. `cut` = the connection breaks without an answer. */
export type Fault =
  | {
      readonly kind: 'error'
      readonly status: number
      readonly code: string
      readonly message: string
      readonly retryAfterSeconds: number | null
    }
  /** A gateway's page instead of Dataverse's JSON. */
  | { readonly kind: 'html'; readonly status: number }
  | { readonly kind: 'cut' }

/** What happens to the creates of a step. It says nothing about where the faults are put. */
export type FaultScript =
  /** The first `times` creates, or every one, meet the fault. */
  | { readonly kind: 'fail'; readonly times: number | 'always'; readonly fault: Fault }
  /** The first create is carried out, and its answer is lost on the way back. */
  | { readonly kind: 'lose-first-answer' }
  /** At most `most` creates at a time; one too many meets the concurrency limit. */
  | { readonly kind: 'limit'; readonly most: number; readonly fault: Extract<Fault, { kind: 'error' }> }
