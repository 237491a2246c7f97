import { emptyReply, jsonReply, textReply } from '../dataverse/operation.ts'
import {
  readApplicationUserState,
  readChanges,
  readCount,
  readFaultRequest,
  readTokenChanges,
} from './read-control-body.ts'
import { UnreadableControlError } from './unreadable-control-error.ts'
import { readDuplicateRules, readProcessingSteps } from './read-rule-seeds.ts'
import { defaultOrganisationSettings } from '../dataverse/organisation-settings.ts'
import { defaultLimits } from '../limits/limit-settings.ts'
import { noSabotage } from '../dataverse/sabotage.ts'
import type { Reply } from '../dataverse/operation.ts'
import type { SandboxControl } from './sandbox-control.ts'

export interface ControlRequest {
  readonly method: string
  /** Path below the control endpoint's own. */
  readonly path: string
  readonly query: ReadonlyMap<string, string>
  readonly contentType: string | undefined
  readonly body: Buffer
}

type Handler = (control: SandboxControl, request: ControlRequest, body: unknown) => Reply

const ok = (value: unknown): Reply => jsonReply(200, value, { 'Content-Type': 'application/json; charset=utf-8' })

const settings =
  <T extends object>(shape: () => T, change: (control: SandboxControl, changes: Partial<T>) => T): Handler =>
  (control, _request, body) =>
    ok(change(control, readChanges(shape(), body)))

/** Method and path to what happens; documented in docs/sandbox.md. */
const handlers: ReadonlyMap<string, Handler> = new Map<string, Handler>([
  ['GET /faults', (control) => ok({ faults: control.listFaults() })],
  ['POST /faults', (control, _request, body) => jsonReply(201, control.addFault(readFaultRequest(body)))],
  ['DELETE /faults', (control) => ok({ removed: control.clearFaults() })],
  ['GET /log', (control, request) => ok({ requests: control.log(Number(request.query.get('since') ?? 0)) })],
  ['DELETE /log', (control) => done(() => control.clearLog())],
  ['GET /limits', (control) => ok(control.limits())],
  ['POST /limits', settings(defaultLimits, (control, changes) => control.limits(changes))],
  ['GET /server-time', (control) => ok(control.serverTime())],
  [
    'POST /server-time',
    settings(
      () => ({ latencyMs: 0, baseMs: 0, perRowMs: 0 }),
      (control, changes) => control.serverTime(changes),
    ),
  ],
  ['GET /tokens', (control) => ok(control.tokens())],
  ['POST /tokens', (control, _request, body) => ok(control.tokens(readTokenChanges(body)))],
  ['POST /tokens/expire', (control) => done(() => control.expireTokens())],
  ['POST /certificates', (control, request) => done(() => control.addCertificate(request.body.toString('utf8')))],
  [
    'POST /application-user',
    (control, _request, body) => done(() => control.applicationUser(readApplicationUserState(body))),
  ],
  ['GET /organisation', (control) => ok(control.organisation())],
  ['POST /organisation', settings(defaultOrganisationSettings, (control, changes) => control.organisation(changes))],
  ['POST /duplicate-rules', (control, _request, body) => done(() => control.duplicateRules(readDuplicateRules(body)))],
  [
    'POST /processing-steps',
    (control, _request, body) => done(() => control.processingSteps(readProcessingSteps(body))),
  ],
  ['GET /fired-steps', (control) => ok({ fired: control.firedSteps() })],
  ['GET /sabotage', (control) => ok(control.sabotage())],
  ['POST /sabotage', settings(noSabotage, (control, changes) => control.sabotage(changes))],
  ['POST /seed', (control, _request, body) => ok({ added: control.seed(readCount(body)) })],
  ['GET /leads', (control) => ok({ count: control.countLeads(), leads: control.leads() })],
])

const done = (work: () => void): Reply => {
  work()
  return emptyReply(204)
}

/** Serves one request of the control endpoint; wrong input is answered with 400 and a sentence. */
export const controlRoute = (control: SandboxControl, request: ControlRequest): Reply => {
  try {
    return serve(control, request)
  } catch (error) {
    if (error instanceof UnreadableControlError || error instanceof SyntaxError) {
      return jsonReply(400, { error: { code: 'bad_control_request', message: error.message } })
    }
    throw error
  }
}

const serve = (control: SandboxControl, request: ControlRequest): Reply => {
  const oneFault = /^\/faults\/(\d+)$/.exec(request.path)
  if (oneFault && request.method === 'DELETE') return ok({ removed: control.clearFaults(Number(oneFault[1])) })
  const handler = handlers.get(`${request.method} ${request.path}`)
  if (!handler) return textReply(404, 'The control endpoint has no such resource; see docs/sandbox.md.')
  // A browser cannot send JSON across origins without asking first, so pages cannot play with a sandbox.
  if (request.method === 'POST' && !isDeclared(request)) return textReply(415, 'Send application/json.')
  const isText = request.path === '/certificates'
  return handler(control, request, isText || request.body.length === 0 ? {} : JSON.parse(request.body.toString('utf8')))
}

const isDeclared = (request: ControlRequest): boolean =>
  /^application\/(json|x-pem-file)\b/.test(request.contentType ?? '')
