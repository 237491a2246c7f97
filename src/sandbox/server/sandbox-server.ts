import { setTimeout as wait } from 'node:timers/promises'
import { DataverseError } from '../dataverse/dataverse-error.ts'
import { makeRequestIds, serviceHeaders } from '../dataverse/service-headers.ts'
import { errorReply } from '../dataverse/web-api.ts'
import { textReply } from '../dataverse/operation.ts'
import { entraRoute } from '../entra/entra-routes.ts'
import { controlRoute } from '../faults/control-routes.ts'
import { cut, deliver } from '../faults/deliver.ts'
import { faultReply } from '../faults/fault-reply.ts'
import { serverTimeMs } from '../limits/server-time.ts'
import { pageRoute } from '../pages/page-routes.ts'
import { sendReply } from './send-reply.ts'
import { countWrittenRows } from './written-rows.ts'
import type { TokenSubject } from '../dataverse/security/caller.ts'
import type { HeaderValues, Reply } from '../dataverse/operation.ts'
import type { RequestIds } from '../dataverse/service-headers.ts'
import type { Organisation } from '../dataverse/organisation.ts'
import type { EntraTenant } from '../entra/entra-tenant.ts'
import type { ChosenFault } from '../faults/fault-book.ts'
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
  readonly ids: RequestIds
  readonly chosen: ChosenFault | undefined
}

/** Answers requests: chooses the part, plays faults, keeps the log. */
export class SandboxServer {
  private readonly parts: ServerParts
  private underWay = 0

  constructor(parts: ServerParts) {
    this.parts = parts
  }

  async serve(exchange: Exchange): Promise<void> {
    if (exchange.path.startsWith('/control')) {
      this.serveControl(exchange, this.parts.controlPath)
      return
    }
    this.underWay += 1
    const startedMs = performance.now()
    const underWay = this.underWay
    const table = this.tableOf(exchange)
    const url = exchange.request.url ?? exchange.path
    const progress: Progress = {
      processed: false,
      status: null,
      retryAfter: null,
      ids: makeRequestIds(),
      chosen: this.parts.control.faults.choose({ method: exchange.method, path: exchange.path, url, table }),
    }
    try {
      await this.play(exchange, progress)
    } finally {
      this.underWay -= 1
      this.record(exchange, progress, { startedMs, underWay, table: table ?? null, url })
    }
  }

  private serveControl(exchange: Exchange, controlPath: string | null): void {
    if (controlPath === null || !exchange.path.startsWith(`${controlPath}/`)) {
      sendReply(exchange.response, textReply(404, 'Not Found'))
      return
    }
    const reply = controlRoute(this.parts.control, {
      method: exchange.method,
      path: exchange.path.slice(controlPath.length),
      query: exchange.query,
      contentType: exchange.headers.get('content-type'),
      body: exchange.body,
    })
    sendReply(exchange.response, reply)
  }

  /** The order of a fault: wait, prevent, do the work, spoil the answer. */
  private async play(exchange: Exchange, progress: Progress): Promise<void> {
    const fault = progress.chosen?.fault
    if (!fault) {
      await this.send(exchange, progress, await this.answer(exchange, progress))
      return
    }
    if (fault.delayMs !== undefined) await wait(fault.delayMs)
    if (fault.change) this.parts.control.change(fault.change)
    const replacement = faultReply(fault, this.parts.organisation.now())
    const answer = isPrevented(fault, replacement) ? nothingDone : await this.answer(exchange, progress)
    if (fault.kind === 'silence') return untilClosed(exchange)
    if (cutting.has(fault.kind)) cut(exchange.response)
    else await this.send(exchange, progress, replacement ? { ...answer, reply: replacement } : answer)
  }

  private async send(exchange: Exchange, progress: Progress, answer: Answer): Promise<void> {
    const isApi = this.parts.webApi.serves(exchange.path)
    const headers =
      isApi && Object.keys(answer.headers).length === 0 ? this.headersFor(exchange, progress) : answer.headers
    progress.status = answer.reply.status
    const retryAfter = answer.reply.headers['Retry-After']
    progress.retryAfter = typeof retryAfter === 'string' ? retryAfter : null
    await deliver(exchange.response, answer.reply, headers, progress.chosen?.fault)
  }

  private headersFor(exchange: Exchange, progress: Progress, userKey = '', server = 0): HeaderValues {
    const budget = this.parts.limits.remaining(userKey, server)
    return serviceHeaders(progress.ids, budget, exchange.headers, this.parts.affinity.setCookies(server))
  }

  private async answer(exchange: Exchange, progress: Progress): Promise<Answer> {
    const { webApi, entra, organisation } = this.parts
    if (webApi.serves(exchange.path)) return this.answerWebApi(exchange, progress)
    progress.processed = true
    const page = exchange.method === 'GET' ? pageRoute(organisation, exchange.path, exchange.query) : undefined
    const reply = page ?? (await entraRoute(entra, exchange)) ?? textReply(404, 'Not Found')
    return { reply, headers: {} }
  }

  private async answerWebApi(exchange: Exchange, progress: Progress): Promise<Answer> {
    const { webApi, affinity, limits } = this.parts
    const subject = await webApi.authenticate(exchange)
    if ('status' in subject) return { reply: subject, headers: this.headersFor(exchange, progress) }
    const server = affinity.choose(exchange.headers, limits.settings.servers)
    const reply = await this.runLimited(exchange, progress, { subject, server })
    return { reply, headers: this.headersFor(exchange, progress, subject.applicationId, server) }
  }

  /** Refused before any work, or counted, timed and run. The wait comes first, so that a commit lies close to its answer. */
  private async runLimited(
    exchange: Exchange,
    progress: Progress,
    { subject, server }: { subject: TokenSubject; server: number },
  ): Promise<Reply> {
    const { limits, serverTime, webApi } = this.parts
    let admission
    try {
      admission = limits.admit(subject.applicationId, server)
    } catch (error) {
      if (error instanceof DataverseError) return errorReply(error)
      throw error
    }
    const modelMs = serverTimeMs(serverTime, countWrittenRows(exchange))
    const startedMs = performance.now()
    try {
      if (modelMs > 0) await wait(modelMs)
      progress.processed = true
      return webApi.run(exchange, subject)
    } finally {
      admission.finish(Math.max(modelMs, performance.now() - startedMs))
    }
  }

  private tableOf(exchange: Exchange): string | undefined {
    const name = /^\/api\/data\/v[\d.]+\/([A-Za-z_]\w*)/.exec(exchange.path)?.[1]
    return name === undefined ? undefined : this.parts.organisation.catalogue.findByEntitySet(name)?.logicalName
  }

  private record(
    exchange: Exchange,
    progress: Progress,
    seen: { startedMs: number; underWay: number; table: string | null; url: string },
  ): void {
    const header = (name: string): string | null => exchange.headers.get(name) ?? null
    const { chosen } = progress
    this.parts.log.add({
      at: new Date(this.parts.organisation.now()).toISOString(),
      method: exchange.method,
      url: seen.url,
      table: seen.table,
      clientRequestId: header('x-ms-client-request-id'),
      requestId: this.parts.webApi.serves(exchange.path) ? progress.ids.service : null,
      userAgent: header('user-agent'),
      prefer: header('prefer'),
      ifMatch: header('if-match'),
      ifNoneMatch: header('if-none-match'),
      bodyBytes: exchange.body.length,
      durationMs: Math.round((performance.now() - seen.startedMs) * 10) / 10,
      status: progress.status,
      retryAfter: progress.retryAfter,
      processed: progress.processed,
      fault: chosen ? { ruleId: chosen.ruleId, kind: chosen.fault.kind } : null,
      underWay: seen.underWay,
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
