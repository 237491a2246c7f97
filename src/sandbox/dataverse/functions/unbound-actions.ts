import { invalidArgument, missingByKey, payloadError } from '../errors.ts'
import { emptyReply } from '../operation.ts'
import { readJsonBody } from '../read-json-body.ts'
import { requireGeneral } from '../security/authorise.ts'
import { settleDefinitions } from '../metadata/settle-definitions.ts'
import { reactivateKey } from '../metadata/change-key.ts'
import type { UnboundFunction } from './function-call.ts'

/**
 * Publishing brings waiting columns into force; the XML is judged all the same.
 * Source: "PublishXml action".
 */
const publishXml: UnboundFunction = ({ context, operation }) => {
  requireGeneral(context.caller, 'prvPublishCustomization')
  const xml = readJsonBody(operation, 'PublishXml')['ParameterXml']
  if (typeof xml !== 'string') throw payloadError('PublishXml', "The parameter 'ParameterXml' is missing.")
  if (!/^\s*<importexportxml>.*<\/importexportxml>\s*$/s.test(xml)) {
    throw invalidArgument('The ParameterXml is not a valid importexportxml document.')
  }
  for (const [, name = ''] of xml.matchAll(/<entity>([^<]*)<\/entity>/g)) {
    if (!context.organisation.catalogue.find(name.trim())) {
      throw invalidArgument(`The entity '${name.slice(0, 100)}' does not exist.`)
    }
  }
  settleDefinitions(context.organisation, true)
  return emptyReply(204)
}

const publishAllXml: UnboundFunction = ({ context }) => {
  requireGeneral(context.caller, 'prvPublishCustomization')
  settleDefinitions(context.organisation, true)
  return emptyReply(204)
}

/** Parameter names are unconfirmed. */
const reactivateEntityKey: UnboundFunction = ({ context, operation }) => {
  requireGeneral(context.caller, 'prvCreateEntityKey')
  const body = readJsonBody(operation, 'ReactivateEntityKey')
  const table = context.organisation.catalogue.find(String(body['EntityLogicalName']))
  const key = table?.keys.get(String(body['EntityKeyLogicalName']).toLowerCase())
  if (!table || !key) throw missingByKey()
  reactivateKey(context.organisation, table, key)
  return emptyReply(204)
}

/** Actions that belong to no table, by name. */
export const unboundActions: ReadonlyMap<string, UnboundFunction> = new Map([
  ['PublishXml', publishXml],
  ['PublishAllXml', publishAllXml],
  ['ReactivateEntityKey', reactivateEntityKey],
])
