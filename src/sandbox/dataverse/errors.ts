import { DataverseError } from './dataverse-error.ts'
import type { Table } from './catalogue/table.ts'

/**
 * The errors an ordinary client can provoke, each with its status, code and the text of the real pattern.
 * Source: "Web service error codes".
 */
export const urlError = (message: string): DataverseError => new DataverseError(400, '0x80060888', message)

export const unknownProperty = (name: string, typeName: string): DataverseError =>
  urlError(`Could not find a property named '${name}' on type 'Microsoft.Dynamics.CRM.${typeName}'.`)

export const unknownSegment = (segment: string): DataverseError =>
  new DataverseError(404, '0x80060888', `Resource not found for the segment '${segment}'.`)

export const wrongVerb = (message = 'The requested resource does not support this HTTP method.'): DataverseError =>
  new DataverseError(405, '0x80060888', message)

/** Payload errors carry a help link and the reader's own message. */
export const payloadError = (entitySetName: string, reason: string): DataverseError =>
  new DataverseError(
    400,
    '0x80048d19',
    `Error identified in Payload provided by the user for Entity :'${entitySetName}', For more information on this error please follow this help link https://go.microsoft.com/fwlink/?linkid=2195293  ---->  InnerException : Microsoft.OData.ODataException: ${reason}`,
  )

export const missingRecord = (table: Table, id: string): DataverseError =>
  new DataverseError(404, '0x80040217', `Entity '${table.logicalName}' With Id = ${id} Does Not Exist`)

export const missingByKey = (): DataverseError =>
  new DataverseError(404, '0x80060891', 'A record with the specified key values does not exist in the system')

export const keyNotDefined = (table: Table, columns: readonly string[]): DataverseError =>
  new DataverseError(
    400,
    '0x80060890',
    `The specified key attributes are not a defined key for the ${table.logicalName} entity: ${columns.join(', ')}`,
  )

export const duplicateId = (): DataverseError =>
  new DataverseError(412, '0x80040237', 'A record with matching key values already exists.')

export const duplicateKey = (label: string): DataverseError =>
  new DataverseError(
    412,
    '0x80060892',
    `A record that has the attribute values ${label} already exists. The entity key requires that this set of attributes contains unique values. Select unique values and try again.`,
  )

export const versionMismatch = (): DataverseError =>
  new DataverseError(
    412,
    '0x80060882',
    "The version of the existing record doesn't match the RowVersion property provided.",
  )

/** A condition on a row version that names none. */
export const versionMissing = (): DataverseError =>
  new DataverseError(
    400,
    '0x80060883',
    'The RowVersion property must be provided when the value of ConcurrencyBehavior is IfVersionMatches.',
  )

export const concurrencyNotEnabled = (table: Table): DataverseError =>
  new DataverseError(400, '0x8006088d', `Optimistic concurrency isn't enabled for entity type ${table.logicalName}.`)

/** Names inside of strings and XML are looked up by the query engine, behind the OData layer. */
export const noAttribute = (table: Table, name: string): DataverseError =>
  new DataverseError(
    400,
    '0x80041103',
    `'${table.schemaName}' entity doesn't contain attribute with Name = '${name.slice(0, 100)}' and NameMapping = 'Logical'.`,
  )

export const noEntity = (name: string): DataverseError =>
  new DataverseError(
    400,
    '0x80041102',
    `The entity with a name = '${name.slice(0, 100)}' with namemapping = 'Logical' was not found in the MetadataCache.`,
  )

export const stringTooLong = (attribute: string, entity: string, maxLength: number): DataverseError =>
  new DataverseError(
    400,
    '0x80044331',
    `A validation error occurred. The length of the '${attribute}' attribute of the '${entity}' entity exceeded the maximum allowed length of '${maxLength}'.`,
  )

export interface OutOfRange {
  readonly attribute: string
  readonly entity: string
  readonly value: number
  readonly accepted: string
}

const rangeText = ({ attribute, entity, value, accepted }: OutOfRange): string =>
  `A validation error occurred.  The value ${value} of '${attribute}' on record of type '${entity}' is outside the valid range. Accepted Values: ${accepted}`

export const integerOutOfRange = (what: OutOfRange): DataverseError =>
  new DataverseError(400, '0x8004432f', rangeText(what))

export const decimalOutOfRange = (what: OutOfRange): DataverseError =>
  new DataverseError(400, '0x80044330', rangeText(what))

export const choiceOutOfRange = (what: OutOfRange): DataverseError =>
  new DataverseError(400, '0x8004431a', rangeText(what))

export const invalidStatus = (status: number, stateLabel: string, entity: string, id: string): DataverseError =>
  new DataverseError(
    400,
    '0x80048408',
    `${status} is not a valid status code for state code ${entity}State.${stateLabel} on ${entity} with Id ${id}.`,
  )

export const invalidCharacters = (attribute: string): DataverseError =>
  new DataverseError(
    400,
    '0x80040278',
    `Invalid character in field '${attribute}': the field contains one or more characters that are not allowed.`,
  )

export const requiredMissing = (attribute: string): DataverseError =>
  new DataverseError(400, '0x80040200', `Required field '${attribute}' is missing`)

export const readOnlyRecord = (): DataverseError =>
  new DataverseError(400, '0x8004022e', 'You cannot update this record because it is read-only.')

export const invalidArgument = (message: string): DataverseError => new DataverseError(400, '0x80040203', message)

export const tooManyConditions = (): DataverseError =>
  new DataverseError(400, '0x8004430c', 'Number of conditions in query exceeded maximum limit.')

export const messageNotSupported = (message: string, table: string): DataverseError =>
  new DataverseError(400, '0x80040800', `The '${message}' method does not support entities of type '${table}'.`)
