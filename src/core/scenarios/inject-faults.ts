import { fail } from '../../shared/lib/result.ts'
import { assertNever } from '../../shared/lib/assert-never.ts'
import type { Exchange } from '../../shared/model/exchange.ts'
import type { D365Failure, RequestIds } from '../../shared/model/failure.ts'
import type { CallContext, D365Answer, TenantConnection } from '../d365/d365-client.ts'
import { readOutcome } from '../d365/read-outcome.ts'
import { isoNow, type Clock } from '../ports/clock.ts'
import type { CorePorts } from '../ports/core-ports.ts'
import type { Fault, FaultScript } from './fault-script.ts'

type Created = D365Answer<{ readonly leadId: string }>

/** Decides over each create: let it through with `send`, or answer it with `say`. */
type FaultPlan = (send: () => Created, say: (fault: Fault) => Created) => Created

function planOf(script: FaultScript, clock: Clock): FaultPlan {
  switch (script.kind) {
    case 'fail':
      return failFirst(script.times === 'always' ? Number.POSITIVE_INFINITY : script.times, script.fault)
    case 'lose-first-answer':
      return loseFirstAnswer()
    case 'limit':
      return allowAtOnce(script.most, script.fault, clock)
    default:
      return assertNever(script, 'fault script')
  }
}

function failFirst(count: number, fault: Fault): FaultPlan {
  let seen = 0
  return (send, say) => {
    seen += 1
    return seen > count ? send() : say(fault)
  }
}

function loseFirstAnswer(): FaultPlan {
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

/** Until the limit was crossed creates are held back, so that a fast network cannot make a burst pass one by one. */
function allowAtOnce(most: number, fault: Fault, clock: Clock): FaultPlan {
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
 * read by the very function that reads Dataverse's answers. Reads and deletions stay untouched. `met` counts the faults that were played.
 */
export function injectFaults(
  connection: TenantConnection,
  script: FaultScript,
  ports: Pick<CorePorts, 'clock' | 'random'>,
): { readonly connection: TenantConnection; readonly met: () => number } {
  const { d365, tenant } = connection
  const plan = planOf(script, ports.clock)
  let met = 0
  const createLead: TenantConnection['d365']['createLead'] = (leadId, body, context) => {
    const url = `${tenant.baseUrl}/api/data/${tenant.apiVersion}/leads(${leadId})`
    return plan(
      () => d365.createLead(leadId, body, context),
      (fault) => {
        met += 1
        return sayFault(fault, { url, body: JSON.stringify(body), context, ports })
      },
    )
  }
  return { connection: { ...connection, d365: { ...d365, createLead } }, met: () => met }
}

interface Asked {
  readonly url: string
  readonly body: string
  readonly context: CallContext | undefined
  readonly ports: Pick<CorePorts, 'clock' | 'random'>
}

interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** Null = no answer. Error bodies as in Microsoft Learn, "Compose HTTP requests and handle errors", section on parsing errors. */
function answerOf(fault: Fault): Answer | null {
  if (fault.kind === 'cut') return null
  if (fault.kind === 'html') {
    return { status: fault.status, headers: { 'content-type': 'text/html' }, body: '<html><body>Trouble</body></html>' }
  }
  const { status, code, message, retryAfterSeconds } = fault
  const headers = retryAfterSeconds === null ? {} : { 'retry-after': String(retryAfterSeconds) }
  return { status, headers, body: JSON.stringify({ error: { code, message } }) }
}

function sayFault(fault: Fault, { url, body, context, ports }: Asked): Created {
  const ids: RequestIds = { client: ports.random.uuid(), service: [] }
  const answer = answerOf(fault)
  const failure = failureOf(answer, ids, ports)
  const exchange: Exchange = {
    at: isoNow(ports.clock),
    method: 'PATCH',
    url,
    requestHeaders: { 'If-None-Match': '*', 'x-ms-client-request-id': ids.client },
    requestBody: body,
    status: answer?.status ?? null,
    responseHeaders: answer?.headers ?? {},
    responseBody: answer?.body ?? null,
    durationMs: 0,
    clientRequestId: ids.client,
    serviceRequestIds: [],
    isInjected: true,
    error: failure.message,
  }
  context?.onExchange?.(exchange)
  return Promise.resolve(fail(failure))
}

/** Stands in every text that comes of the fault: the lead's error, its attempts, what the log says. */
const INJECTED = '(injected)'

function failureOf(answer: Answer | null, requestIds: RequestIds, { clock }: Asked['ports']): D365Failure {
  if (answer === null) {
    return {
      kind: 'D365NetworkError',
      message: `The connection was cut before an answer came. ${INJECTED}`,
      requestIds,
      phase: 'answer',
      networkCode: 'ECONNRESET',
      isTls: false,
    }
  }
  const asked = { method: 'PATCH', condition: 'create', clientRequestId: requestIds.client } as const
  const read = readOutcome(asked, answer, clock.now())
  // Every fault of a scenario is a failure; one that reads as success would be a mistake in the scenario itself.
  if (read.ok) throw new Error(`An injected answer with status ${String(answer.status)} reads as success.`)
  return { ...read.failure, message: `${read.failure.message} ${INJECTED}` }
}
