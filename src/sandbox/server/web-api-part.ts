import { DataverseError } from '../dataverse/dataverse-error.ts'
import { runBatch } from '../dataverse/batch/run-batch.ts'
import { findCaller } from '../dataverse/security/caller.ts'
import { impersonate } from '../dataverse/security/impersonate.ts'
import { readPreferences, wantsDuplicateDetection } from '../dataverse/preferences.ts'
import { errorReply, runOperation } from '../dataverse/web-api.ts'
import { textReply } from '../dataverse/operation.ts'
import type { Caller, TokenSubject } from '../dataverse/security/caller.ts'
import type { Operation, OperationContext, Reply } from '../dataverse/operation.ts'
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
    return verdict.kind === 'valid' ? verdict.subject : unauthorised(this.organisation, exchange.origin)
  }

  /** Runs the operation for an authenticated caller. Never throws for anything a client can do. */
  run(exchange: Exchange, subject: TokenSubject): Reply {
    const match = apiPath.exec(exchange.path)
    if (!match) return textReply(404, 'HTTP Error 404 - Not Found')
    if (exchange.method === 'GET' && (exchange.request.url?.length ?? 0) > longestUrl) {
      return textReply(414, 'HTTP Error 414 - Request URL Too Long')
    }
    try {
      const caller = findCaller(this.organisation, subject)
      return this.runAs(impersonate(this.organisation, caller, exchange.headers), exchange, match)
    } catch (error) {
      if (error instanceof DataverseError) return errorReply(error)
      throw error
    }
  }

  private runAs(caller: Caller, exchange: Exchange, [, version = 'v9.2', resourcePath = '']: RegExpExecArray): Reply {
    const context: OperationContext = {
      organisation: this.organisation,
      caller,
      origin: exchange.origin,
      serviceRoot: `${exchange.origin}/api/data/${version}/`,
      preferences: readPreferences(exchange.headers),
      detectsDuplicates: wantsDuplicateDetection(exchange.headers),
    }
    const operation = toOperation(exchange, resourcePath)
    const isBatch = operation.resourcePath === '$batch' && operation.method === 'POST'
    return isBatch ? runBatch(context, operation) : runOperation(context, operation)
  }
}

const toOperation = (exchange: Exchange, resourcePath: string): Operation => ({
  method: exchange.method,
  resourcePath,
  query: exchange.query,
  headers: exchange.headers,
  body: exchange.body,
})

/**
 * 401 with the challenge that clients use to discover tenant and resource; the body is plain text.
 * Source: "Use OAuth authentication with Microsoft Dataverse".
 */
const unauthorised = (organisation: Organisation, origin: string): Reply => ({
  status: 401,
  headers: {
    'Content-Type': 'text/plain; charset=utf-8',
    'WWW-Authenticate': `Bearer authorization_uri=${origin}/${organisation.identity.tenantId}/oauth2/authorize, resource_id=${origin}/`,
  },
  body: 'HTTP Error 401 - Unauthorized: Access is denied',
})
