import { payloadError } from '../errors.ts'
import { readJsonBody } from '../read-json-body.ts'
import { resolveReference } from '../records/resolve-reference.ts'
import type { Operation, OperationContext } from '../operation.ts'
import type { Reference } from '../records/resolve-reference.ts'

/** The row that a `$ref` body names: `{"@odata.id":"…/accounts(<guid>)"}`. */
export const readReferenceBody = (context: OperationContext, operation: Operation): Reference => {
  const uri = readJsonBody(operation, '$ref')['@odata.id']
  if (typeof uri !== 'string') {
    throw payloadError('$ref', "The property '@odata.id' is required in the body of a $ref request.")
  }
  return resolveReference(context, uri)
}
