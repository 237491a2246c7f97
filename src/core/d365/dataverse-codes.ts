/** What a Dataverse error code means for whoever asked. `server-transient` may succeed when asked again; `by-status`: the code alone says nothing. */
export type CodeCase =
  | 'authentication'
  | 'permission'
  | 'not-found'
  | 'validation'
  | 'duplicate-key'
  | 'duplicate-rule'
  | 'concurrency'
  | 'limit-requests'
  | 'limit-execution-time'
  | 'limit-concurrency'
  | 'limit-unnamed'
  | 'refused-by-server'
  | 'server'
  | 'server-transient'
  | 'by-status'

/**
 * Every code of Dataverse that this console knows, as unsigned lower-case hex.
 * Source: Microsoft Learn, "Web service error codes" and "Service protection API limits". `0x80060888`, `0x80048d19` and `0x80048d02` belong
 * to the OData layer and are missing from the official list. The HTTP status of many is unconfirmed, which is why the code is read first.
 */
const CASES = {
  '0x80040217': 'not-found',
  '0x80060891': 'not-found',
  '0x80048d02': 'not-found',
  '0x80060890': 'validation',
  '0x80060888': 'validation',
  '0x8006088a': 'by-status',
  '0x80048d19': 'validation',
  '0x80040203': 'validation',
  '0x80044331': 'validation',
  '0x8004432f': 'validation',
  '0x80044330': 'validation',
  '0x8004431a': 'validation',
  '0x80048408': 'validation',
  '0x80040278': 'validation',
  '0x80040200': 'validation',
  '0x8004022e': 'validation',
  '0x80041103': 'validation',
  '0x80041102': 'validation',
  '0x80060883': 'validation',
  '0x8006088d': 'validation',
  '0x80040800': 'validation',
  '0x80040d40': 'validation',
  '0x80047013': 'validation',
  '0x80060893': 'validation',
  '0x80060894': 'validation',
  '0x80040237': 'duplicate-key',
  '0x80060892': 'duplicate-key',
  '0x80040333': 'duplicate-rule',
  // Some unique index, not surely the primary key: whether the row is there must be asked by id.
  '0x80073002': 'server',
  '0x80060882': 'concurrency',
  '0x80040220': 'permission',
  '0x80048306': 'permission',
  '0x80048405': 'permission',
  '0x8004020d': 'permission',
  '0x80042f09': 'permission',
  '0x80072560': 'permission',
  '0x80040225': 'permission',
  '0x8004a110': 'permission',
  '0x8004f502': 'permission',
  '0x8004f504': 'permission',
  '0x8004f507': 'permission',
  '0x8004a113': 'permission',
  '0x8004d24b': 'permission',
  '0x80044302': 'authentication',
  '0x80041d50': 'authentication',
  '0x80041d52': 'authentication',
  '0x8005f101': 'authentication',
  '0x80072322': 'limit-requests',
  '0x80072321': 'limit-execution-time',
  '0x80072326': 'limit-concurrency',
  '0x8005f103': 'limit-unnamed',
  '0x80040265': 'refused-by-server',
  '0x8004a104': 'refused-by-server',
  '0x80044150': 'server-transient',
  '0x80044151': 'server-transient',
  '0x80044339': 'server-transient',
  '0x8004ed47': 'server-transient',
  '0x80040216': 'server-transient',
  '0x80040224': 'server-transient',
  '0x80081111': 'server-transient',
  '0x8004418d': 'server-transient',
  '0x80071151': 'server-transient',
} as const satisfies Readonly<Record<string, CodeCase>>

export const DATAVERSE_CODES: ReadonlyMap<string, CodeCase> = new Map(Object.entries(CASES))
