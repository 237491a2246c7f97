import { fail } from '../../shared/lib/result.ts'
import type { Exchange } from '../../shared/model/exchange.ts'
import type { D365Failure, RequestIds } from '../../shared/model/failure.ts'
import type { CallContext, D365Answer, TenantConnection } from '../d365/d365-client.ts'
import { readOutcome } from '../d365/read-outcome.ts'
import { isoNow, type Clock } from '../ports/clock.ts'
import type { CorePorts } from '../ports/core-ports.ts'

/** What D365 would have answered, in its own bytes; `cut` = the connection broke without an answer. */
export type Fault =
  | {
      readonly kind: 'answer'
      readonly status: number
      readonly headers: Readonly<Record<string, string>>
      readonly body: string
    }
  | { readonly kind: 'cut' }

type Created = D365Answer<{ readonly leadId: string }>

/** Decides over each create: let it through with `send`, or answer it with `say`. */
export type FaultPlan = (send: () => Created, say: (fault: Fault) => Created) => Created

/** The body Dataverse gives an error (Microsoft Learn, "Compose HTTP requests and handle errors", section on parsing errors). */
export const faultBody = (code: string, message: string): string => JSON.stringify({ error: { code, message } })

/** The first `count` creates are answered with the fault, the rest go through. */
export function failFirst(count: number, fault: Fault): FaultPlan {
  let seen = 0
  return (send, say) => {
    seen += 1
    return seen > count ? send() : say(fault)
  }
}

export const failAlways =
  (fault: Fault): FaultPlan =>
  (_send, say) =>
    say(fault)

/** The first create is carried out, and its answer is lost on the way back. */
export function loseFirstAnswer(): FaultPlan {
  let isLost = false
  return async (send, say) => {
    const answer = await send()
    if (isLost) return answer
    isLost = true
    return say({ kind: 'cut' })
  }
}

/** How long the first creates of a burst wait for one too many to arrive, in milliseconds. */
const MOST_HOLD_MS = 500

/**
 * At most `most` creates at a time; one too many is answered with the fault, as the concurrency limit does. Until that happened the others are
 * held back, so that a fast network cannot make a burst pass one by one.
 */
export function allowAtOnce(most: number, fault: Fault, clock: Clock): FaultPlan {
  const crossed = new AbortController()
  let underWay = 0
  return async (send, say) => {
    if (underWay >= most) {
      crossed.abort(new Error('The limit was crossed.'))
      return say(fault)
    }
    underWay += 1
    try {
      await clock.sleep(MOST_HOLD_MS, crossed.signal).catch(() => undefined)
      return await send()
    } finally {
      underWay -= 1
    }
  }
}

/**
 * The same tenant with faults put before its creates, in the console's own layer and marked as injected in every exchange. What is injected is
 * read by the very function that reads Dataverse's answers. Reads and deletions stay untouched.
 */
export function injectFaults(
  connection: TenantConnection,
  plan: FaultPlan,
  ports: Pick<CorePorts, 'clock' | 'random'>,
): TenantConnection {
  const { d365, tenant } = connection
  return {
    ...connection,
    d365: {
      ...d365,
      createLead: (leadId, body, context) => {
        const url = `${tenant.baseUrl}/api/data/${tenant.apiVersion}/leads(${leadId})`
        return plan(
          () => d365.createLead(leadId, body, context),
          (fault) => sayFault(fault, { url, body: JSON.stringify(body), context, ports }),
        )
      },
    },
  }
}

interface Asked {
  readonly url: string
  readonly body: string
  readonly context: CallContext | undefined
  readonly ports: Pick<CorePorts, 'clock' | 'random'>
}

function sayFault(fault: Fault, { url, body, context, ports }: Asked): Created {
  const ids: RequestIds = { client: ports.random.uuid(), service: [] }
  const failure = failureOf(fault, ids, ports)
  const exchange: Exchange = {
    at: isoNow(ports.clock),
    method: 'PATCH',
    url,
    requestHeaders: { 'If-None-Match': '*', 'x-ms-client-request-id': ids.client },
    requestBody: body,
    status: fault.kind === 'answer' ? fault.status : null,
    responseHeaders: fault.kind === 'answer' ? fault.headers : {},
    responseBody: fault.kind === 'answer' ? fault.body : null,
    durationMs: 0,
    clientRequestId: ids.client,
    serviceRequestIds: [],
    isInjected: true,
    error: failure.message,
  }
  context?.onExchange?.(exchange)
  return Promise.resolve(fail(failure))
}

function failureOf(fault: Fault, requestIds: RequestIds, { clock }: Asked['ports']): D365Failure {
  const cut: D365Failure = {
    kind: 'D365NetworkError',
    message: 'The connection was cut before an answer came (injected).',
    requestIds,
    phase: 'answer',
    networkCode: 'ECONNRESET',
    isTls: false,
  }
  if (fault.kind === 'cut') return cut
  const asked = { method: 'PATCH', condition: 'create', clientRequestId: requestIds.client } as const
  const read = readOutcome(asked, fault, clock.now())
  // Every fault of a scenario is a failure; one that reads as success would be a mistake in the scenario itself.
  if (read.ok) throw new Error(`An injected answer with status ${String(fault.status)} reads as success.`)
  return read.failure
}
