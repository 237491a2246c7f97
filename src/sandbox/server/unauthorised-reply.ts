import type { HeaderValues, Reply } from '../dataverse/operation.ts'

/**
 * The challenge that clients use to discover tenant and resource: comma-separated, unquoted.
 * Source: "Use OAuth authentication with Microsoft Dataverse".
 */
export const challengeHeader = (tenantId: string, origin: string): HeaderValues => ({
  'WWW-Authenticate': `Bearer authorization_uri=${origin}/${tenantId}/oauth2/authorize, resource_id=${origin}/`,
})

/** 401 to every bearer that is none; the body is plain text. */
export const unauthorisedReply = (tenantId: string, origin: string): Reply => ({
  status: 401,
  headers: { 'Content-Type': 'text/plain; charset=utf-8', ...challengeHeader(tenantId, origin) },
  body: 'HTTP Error 401 - Unauthorized: Access is denied',
})
