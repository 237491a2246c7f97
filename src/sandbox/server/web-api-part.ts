import { DataverseError } from '../dataverse/dataverse-error.ts'
import { runBatch } from '../dataverse/batch/run-batch.ts'
import { findCaller } from '../dataverse/security/caller.ts'
import { impersonate } from '../dataverse/security/impersonate.ts'
import { readPreferences, wantsDuplicateDetection } from '../dataverse/preferences.ts'
import { errorReply, runOperation } from '../dataverse/web-api.ts'
import { textReply } from '../dataverse/operation.ts'
import { unauthorisedReply } from './unauthorised-reply.ts'
import type { Caller, TokenSubject } from '../dataverse/security/caller.ts'
import type { Disturb, Operation, OperationContext, Reply } from '../dataverse/operation.ts'
import type { Organisation } from '../dataverse/organisation.ts'
import type { BearerVerifier } from '../entra/verify-bearer.ts'
import type { Exchange } from './exchange.ts'

/** Source: "Compose HTTP requests and handle errors"; longer addresses are refused on GET. */
const longestUrl = 32_768

const apiPath = /^\/api\/data\/(v9\.[0-2])(?:\/(.*))?$/s

/** The Web API's half of the server: who asks, what is asked, what is answered. */
export class WebApiPart {
  private readonly organisation: Organisation
  private readonly bearers: BearerVerifier

  constructor(organisation: Organisation, bearers: BearerVerifier) {
    this.organisation = organisation
    this.bearers = bearers
  }

  serves(path: string): boolean {
    return path.startsWith('/api/data')
  }

  /** Who the bearer is, or the answer for those who may not come in. */
  async authenticate(exchange: Exchange): Promise<TokenSubject | Reply> {
    const verdict = await this.bearers.verify(exchange.headers.get('authorization'))
    return verdict.kind === 'valid'
      ? verdict.subject
      : unauthorisedReply(this.organisation.identity.tenantId, exchange.origin)
  }

  /** Runs the operation for an authenticated caller. Never throws for anything a client can do. */
  run(exchange: Exchange, subject: TokenSubject, disturb?: Disturb): Reply {
    const match = apiPath.exec(exchange.path)
    if (!match) return textReply(404, 'HTTP Error 404 - Not Found')
    if (exchange.method === 'GET' && (exchange.request.url?.length ?? 0) > longestUrl) {
      return textReply(414, 'HTTP Error 414 - Request URL Too Long')
    }
    try {
      const caller = impersonate(this.organisation, findCaller(this.organisation, subject), exchange.headers)
      const operation = toOperation(exchange, match[2] ?? '')
      return runEither(this.contextFor(caller, exchange, match), operation, disturb)
    } catch (error) {
      if (error instanceof DataverseError) return errorReply(error)
      throw error
    }
  }

  private contextFor(caller: Caller, exchange: Exchange, [, version = 'v9.2']: RegExpExecArray): OperationContext {
    return {
      organisation: this.organisation,
      caller,
      origin: exchange.origin,
      serviceRoot: `${exchange.origin}/api/data/${version}/`,
      preferences: readPreferences(exchange.headers),
      detectsDuplicates: wantsDuplicateDetection(exchange.headers),
    }
  }
}

const runEither = (context: OperationContext, operation: Operation, disturb: Disturb | undefined): Reply =>
  operation.resourcePath === '$batch' && operation.method === 'POST'
    ? runBatch(context, operation, disturb)
    : runOperation(context, operation)

const toOperation = (exchange: Exchange, resourcePath: string): Operation => ({
  method: exchange.method,
  resourcePath,
  query: exchange.query,
  headers: exchange.headers,
  body: exchange.body.content,
})
