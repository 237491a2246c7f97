import type { OperationContext } from '../operation.ts'
import type { QueryOptions } from '../odata/query-options.ts'

/** `@odata.context`: what the body holds, as a fragment of the metadata document (OData JSON Format 4.0 section 10). */
export const contextUrl = (context: OperationContext, fragment: string): string =>
  `${context.serviceRoot}$metadata#${fragment}`

/** The column list in brackets, as far as columns were chosen. */
export const selection = (options: QueryOptions): string => {
  const parts = [...(options.select ?? [])]
  for (const { navigation, options: inner } of options.expand) parts.push(`${navigation}${selection(inner) || '()'}`)
  return parts.length === 0 ? '' : `(${parts.join(',')})`
}
