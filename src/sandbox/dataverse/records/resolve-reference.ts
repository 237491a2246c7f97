import { invalidArgument, unknownSegment } from '../errors.ts'
import { parseResourcePath } from '../odata/resource-path.ts'
import { resolveKey } from './resolve-key.ts'
import type { Table } from '../catalogue/table.ts'
import type { OperationContext } from '../operation.ts'

/** A row named by a URI in a body. */
export interface Reference {
  readonly table: Table
  readonly id: string
}

/** Cuts off origin and service root, so that absolute, rooted and bare references read the same. */
const localPart = (uri: string): string =>
  uri
    .replace(/^https?:\/\/[^/]+/, '')
    .replace(/^\/?api\/data\/v\d+\.\d+\//, '')
    .replace(/^\//, '')

/**
 * Finds the row behind `/systemusers(<guid>)`, `accounts(key='x')` or the absolute form of either.
 *
 * @throws DataverseError 404 0x80060888 for an unknown entity set, 404 when an alternate key matches no row.
 */
export const resolveReference = (context: OperationContext, uri: string): Reference => {
  const [segment, ...more] = parseResourcePath(localPart(uri))
  const table = segment ? context.organisation.catalogue.findByEntitySet(segment.name) : undefined
  if (!segment || !table || more.length > 0) throw unknownSegment(segment?.name ?? uri)
  if (!segment.keys) throw invalidArgument(`The reference '${uri.slice(0, 200)}' names no record.`)
  return { table, id: resolveKey(context.organisation, table, segment.keys).requireId() }
}
