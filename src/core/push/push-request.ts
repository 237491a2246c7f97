import type { Failure } from '../../shared/model/failure.ts'
import type { Attempt, PushedLead } from '../../shared/model/push.ts'
import type { ExistingLeadPolicy } from '../../shared/model/tenant.ts'
import type { CallContext, TenantConnection } from '../d365/d365-client.ts'
import type { Clock } from '../ports/clock.ts'
import type { Pause } from './active-runs.ts'
import type { LeadCarrier } from './lead-carrier.ts'
import type { Pen } from './pen.ts'
import type { SignInKeeper } from './sign-in-keeper.ts'
import type { CallSignals } from './stop.ts'
import type { TenantColumns } from './tenant-columns.ts'

/** One lead to bring into D365 exactly once (spec: push). Permission to write has been judged by the caller, once per run. */
export interface PushRequest {
  readonly connection: TenantConnection
  readonly domain: string
  readonly runId: string
  readonly policy: ExistingLeadPolicy
  readonly context: CallContext
  /** Scenarios pass a compressed clock: recorded delays stay real, waiting is short. Default: the core's clock. */
  readonly clock?: Clock
  /** Retries of a retryable failure; default: the tenant's policy. */
  readonly maxRetries?: number
  /** For pushes that travel alone and write down what they do together. Whoever gives it waits for it before reading. */
  readonly pen?: Pen
  /** What the leads of one run share on their way. */
  readonly bulk?: Bulk
}

export interface Bulk {
  readonly pen: Pen
  readonly signIn: SignInKeeper
  readonly pause: Pause | undefined
  readonly columns: TenantColumns
  /** One for all leads: signals of its own for each of thousands are no small thing. */
  readonly callSignals: Pick<CallSignals, 'calls' | 'settling'>
  /** The organisation is known. */
  readonly reached: (organizationId: string) => void
  /** Which organisation it is cannot be known, whoever asks: the run stops. */
  readonly unreachable: (failure: Failure) => void
  /** The organisation, once it is known. */
  readonly organization: () => string | null
  /** `single` carries what does not travel well with others. */
  readonly carrierOf: (single: LeadCarrier) => LeadCarrier
}

export interface PushReport {
  readonly lead: PushedLead
  /** What decided an outcome that is not success; null on success. */
  readonly failure: Failure | null
  readonly attempts: readonly Attempt[]
  readonly retries: number
  readonly throttledMs: number
}
