import { setTimeout as wait } from 'node:timers/promises'
import { DataverseError } from '../dataverse/dataverse-error.ts'
import { makeRequestIds, serviceHeaders } from '../dataverse/service-headers.ts'
import { errorReply } from '../dataverse/web-api.ts'
import { textReply } from '../dataverse/operation.ts'
import { entraRoute, isEntraPath } from '../entra/entra-routes.ts'
import { controlRoute } from '../faults/control-routes.ts'
import { cut, deliver } from '../faults/deliver.ts'
import { faultReply } from '../faults/fault-reply.ts'
import { PartFaults } from '../faults/part-faults.ts'
import { serverTimeMs } from '../limits/server-time.ts'
import { pageRoute } from '../pages/page-routes.ts'
import { BadRequestError } from './bad-request-error.ts'
import { ClientGoneError } from './request-body.ts'
import { sendReply } from './send-reply.ts'
import { countWrittenRows } from './written-rows.ts'
import type { TokenSubject } from '../dataverse/security/caller.ts'
import type { HeaderValues, Reply } from '../dataverse/operation.ts'
import type { RequestIds } from '../dataverse/service-headers.ts'
import type { Organisation } from '../dataverse/organisation.ts'
import type { EntraTenant } from '../entra/entra-tenant.ts'
import type { ChosenFault, FaultTarget } from '../faults/fault-book.ts'
import type { FaultPlace } from '../faults/fault-reply.ts'
import type { Fault } from '../faults/fault-rule.ts'
import type { SandboxControl } from '../faults/sandbox-control.ts'
import type { ServerTimeSettings } from '../limits/server-time.ts'
import type { ServiceLimits } from '../limits/service-limits.ts'
import type { Affinity } from './affinity.ts'
import type { Exchange } from './exchange.ts'
import type { RequestLog } from './request-log.ts'
import type { WebApiPart } from './web-api-part.ts'

export interface ServerParts {
  readonly organisation: Organisation
  readonly entra: EntraTenant
  readonly webApi: WebApiPart
  readonly limits: ServiceLimits
  readonly serverTime: ServerTimeSettings
  readonly affinity: Affinity
  readonly log: RequestLog
  /** Faults are looked up here, whether or not the endpoint is open. */
  readonly control: SandboxControl
  /** Where the control endpoint lies; null while it is closed. */
  readonly controlPath: string | null
}

/** What has happened to one request so far. */
interface Progress {
  processed: boolean
  status: number | null
  retryAfter: string | null
  readonly startedMs: number
  readonly underWay: number
  readonly ids: RequestIds
  readonly target: FaultTarget
  readonly chosen: ChosenFault | undefined
  readonly parts: PartFaults
}

/** A token request is a form of a few hundred characters, or of a few thousand with a certificate's assertion. */
const largestTokenRequest = 128 * 1024

/** Answers requests: chooses the part, plays faults, keeps the log. */
export class SandboxServer {
  private readonly parts: ServerParts
  private underWay = 0

  constructor(parts: ServerParts) {
    this.parts = parts
  }

  async serve(exchange: Exchange): Promise<void> {
    if (exchange.path.startsWith('/control')) return this.serveControl(exchange, this.parts.controlPath)
    this.underWay += 1
    const progress = this.begin(exchange)
    try {
      await this.play(exchange, progress)
    } catch (error) {
      if (!(error instanceof ClientGoneError)) throw error
    } finally {
      this.underWay -= 1
      this.record(exchange, progress)
    }
  }

  private async serveControl(exchange: Exchange, controlPath: string | null): Promise<void> {
    if (controlPath === null || !exchange.path.startsWith(`${controlPath}/`)) {
      sendReply(exchange.response, textReply(404, 'Not Found'))
      return
    }
    await exchange.body.read()
    const reply = controlRoute(this.parts.control, {
      method: exchange.method,
      path: exchange.path.slice(controlPath.length),
      query: exchange.query,
      contentType: exchange.headers.get('content-type'),
      body: exchange.body.content,
    })
    sendReply(exchange.response, reply)
  }

  private begin(exchange: Exchange): Progress {
    const { control } = this.parts
    const { method, path } = exchange
    const tableOf = (of: string): string | undefined => this.tableOf(of)
    const target: FaultTarget = { method, path, url: exchange.request.url ?? path, table: tableOf(path) }
    return {
      processed: false,
      status: null,
      retryAfter: null,
      startedMs: performance.now(),
      underWay: this.underWay,
      ids: makeRequestIds(),
      target,
      chosen: control.faults.choose(target),
      parts: new PartFaults({ control, whole: target, place: this.placeOf(exchange), tableOf }),
    }
  }

  /** The order of a fault: wait, prevent, do the work, spoil the answer. What befell the parts of a batch spoils its answer likewise. */
  private async play(exchange: Exchange, progress: Progress): Promise<void> {
    const { parts, chosen } = progress
    const answer = chosen
      ? await this.answerUnder(chosen.fault, exchange, progress)
      : await this.answer(exchange, progress)
    if (parts.delayMs > 0) await wait(parts.delayMs)
    const fault = chosen?.fault ?? parts.travelling
    if (fault?.kind === 'silence') return untilClosed(exchange)
    if (fault && cutting.has(fault.kind)) cut(exchange.response)
    else await this.send(exchange, progress, { answer, fault })
  }

  private async answerUnder(fault: Fault, exchange: Exchange, progress: Progress): Promise<Answer> {
    if (fault.delayMs !== undefined) await wait(fault.delayMs)
    if (fault.change) this.parts.control.change(fault.change)
    const replacement = faultReply(fault, this.placeOf(exchange))
    const answer = isPrevented(fault, replacement) ? nothingDone : await this.answer(exchange, progress)
    return replacement ? { ...answer, reply: replacement } : answer
  }

  private placeOf(exchange: Exchange): FaultPlace {
    const { organisation } = this.parts
    return {
      isEntra: isEntraPath(exchange.path),
      nowMs: organisation.now(),
      origin: exchange.origin,
      tenantId: organisation.identity.tenantId,
    }
  }

  private async send(
    exchange: Exchange,
    progress: Progress,
    { answer, fault }: { answer: Answer; fault: Fault | undefined },
  ): Promise<void> {
    const isApi = this.parts.webApi.serves(exchange.path)
    const headers =
      isApi && Object.keys(answer.headers).length === 0 ? this.headersFor(exchange, progress) : answer.headers
    progress.status = answer.reply.status
    const retryAfter = answer.reply.headers['Retry-After']
    progress.retryAfter = typeof retryAfter === 'string' ? retryAfter : null
    await deliver(exchange.response, answer.reply, headers, fault)
  }

  private headersFor(exchange: Exchange, progress: Progress, userKey = '', server = 0): HeaderValues {
    const budget = this.parts.limits.remaining(userKey, server)
    return serviceHeaders(progress.ids, budget, exchange.headers, this.parts.affinity.setCookies(server))
  }

  /** A body that cannot be read is an answer too. */
  private async answer(exchange: Exchange, progress: Progress): Promise<Answer> {
    try {
      const isApi = this.parts.webApi.serves(exchange.path)
      return await (isApi ? this.answerWebApi(exchange, progress) : this.answerOthers(exchange, progress))
    } catch (error) {
      if (!(error instanceof BadRequestError)) throw error
      const reply = textReply(error.status, error.message)
      return { reply: { ...reply, headers: { ...reply.headers, ...error.headers } }, headers: {} }
    }
  }

  private async answerOthers(exchange: Exchange, progress: Progress): Promise<Answer> {
    const { entra, organisation } = this.parts
    if (isEntraPath(exchange.path)) await exchange.body.read(largestTokenRequest)
    progress.processed = true
    const page = exchange.method === 'GET' ? pageRoute(organisation, exchange.path, exchange.query) : undefined
    const reply = page ?? (await entraRoute(entra, { ...exchange, body: exchange.body.content }))
    return { reply: reply ?? textReply(404, 'Not Found'), headers: {} }
  }

  private async answerWebApi(exchange: Exchange, progress: Progress): Promise<Answer> {
    const { webApi, affinity, limits } = this.parts
    const subject = await webApi.authenticate(exchange)
    if ('status' in subject) return { reply: subject, headers: this.headersFor(exchange, progress) }
    const server = affinity.choose(exchange.headers, limits.settings.servers)
    const reply = await this.runLimited(exchange, progress, { subject, server })
    return { reply, headers: this.headersFor(exchange, progress, subject.applicationId, server) }
  }

  /**
   * Refused before any work and before the body is read, or counted, timed and run. The wait comes first, so that a commit lies
   * close to its answer.
   */
  private async runLimited(
    exchange: Exchange,
    progress: Progress,
    { subject, server }: { subject: TokenSubject; server: number },
  ): Promise<Reply> {
    const { limits, webApi } = this.parts
    let admission
    try {
      admission = limits.admit(subject.applicationId, server)
    } catch (error) {
      if (error instanceof DataverseError) return errorReply(error)
      throw error
    }
    let chargedMs = 0
    try {
      await exchange.body.read()
      const startedMs = performance.now()
      const modelMs = this.modelMs(exchange)
      if (modelMs > 0) await wait(modelMs)
      progress.processed = true
      const reply = webApi.run(exchange, subject, (method, url) => progress.parts.disturb(method, url))
      chargedMs = Math.max(modelMs, performance.now() - startedMs)
      return reply
    } finally {
      admission.finish(chargedMs)
    }
  }

  /** Rows are only counted where they cost time. */
  private modelMs({ method, path, body }: Exchange): number {
    const { serverTime } = this.parts
    return serverTimeMs(serverTime, serverTime.perRowMs > 0 ? countWrittenRows(method, path, body.content) : 0)
  }

  private tableOf(path: string): string | undefined {
    const name = /^\/api\/data\/v[\d.]+\/([A-Za-z_]\w*)/.exec(path)?.[1]
    return name === undefined ? undefined : this.parts.organisation.catalogue.findByEntitySet(name)?.logicalName
  }

  private record(exchange: Exchange, progress: Progress): void {
    const header = (name: string): string | null => exchange.headers.get(name) ?? null
    const { chosen, parts, target } = progress
    const partFaults = parts.injected.map(({ ruleId, fault: { kind }, part }) => ({ part, ruleId, kind }))
    this.parts.log.add({
      at: new Date(this.parts.organisation.now()).toISOString(),
      method: exchange.method,
      url: target.url,
      table: target.table ?? null,
      clientRequestId: header('x-ms-client-request-id'),
      requestId: this.parts.webApi.serves(exchange.path) ? progress.ids.service : null,
      userAgent: header('user-agent'),
      prefer: header('prefer'),
      ifMatch: header('if-match'),
      ifNoneMatch: header('if-none-match'),
      bodyBytes: exchange.body.content.length,
      durationMs: Math.round((performance.now() - progress.startedMs) * 10) / 10,
      status: exchange.refusedWith ?? progress.status,
      retryAfter: progress.retryAfter,
      processed: progress.processed,
      fault: chosen ? { ruleId: chosen.ruleId, kind: chosen.fault.kind } : null,
      partFaults,
      underWay: progress.underWay,
    })
  }
}

interface Answer {
  readonly reply: Reply
  readonly headers: HeaderValues
}

const cutting = new Set(['cut-before-commit', 'cut-after-commit'])

/** True where the fault strikes before the work would be done. */
const isPrevented = (fault: Fault, replacement: Reply | undefined): boolean =>
  fault.kind === 'cut-before-commit' ||
  (fault.afterCommit !== true && (fault.kind === 'silence' || replacement !== undefined))

const nothingDone: Answer = { reply: textReply(500, ''), headers: {} }

/** Keeps the request open without a word until the client gives up. */
const untilClosed = (exchange: Exchange): Promise<void> =>
  new Promise((resolve) => {
    if (exchange.response.destroyed) resolve()
    else exchange.response.once('close', () => resolve())
  })
