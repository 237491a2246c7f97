import { invalidArgument } from '../errors.ts'
import { isObject } from '../read-json-body.ts'
import type { FunctionCall } from './function-call.ts'

/** The text of a parameter: from the brackets, or from the query string where the brackets hold an alias. */
export const textParameter = (call: FunctionCall, name: string): string | undefined => {
  const given = call.parameters.get(name)
  if (!given) return undefined
  if (given.kind !== 'alias') return given.value
  const value = call.operation.query.get(given.value)
  return value === undefined ? undefined : unquote(value.trim())
}

const unquote = (text: string): string =>
  text.length >= 2 && text.startsWith("'") && text.endsWith("'") ? text.slice(1, -1).replaceAll("''", "'") : text

/**
 * The URI in an object parameter such as `{'@odata.id':'leads(…)'}`; single quotes are what documentation and clients write.
 *
 * @throws DataverseError 400 when there is no such object.
 */
export const referenceParameter = (call: FunctionCall, name: string): string => {
  const text = textParameter(call, name)
  const uri = text === undefined ? undefined : readReference(text)
  if (uri === undefined) throw invalidArgument(`The parameter '${name}' must be an entity reference.`)
  return uri
}

const readReference = (text: string): string | undefined => {
  for (const candidate of [text, text.replaceAll("'", '"')]) {
    try {
      const value: unknown = JSON.parse(candidate)
      const uri = isObject(value) ? value['@odata.id'] : undefined
      if (typeof uri === 'string') return uri
    } catch {
      continue
    }
  }
  return undefined
}
