import { DataverseError } from '../dataverse-error.ts'
import { invalidArgument } from '../errors.ts'
import { column } from '../catalogue/column-builders.ts'
import { isObject } from '../read-json-body.ts'
import type { Choice, Column, ColumnKind, RequiredLevel } from '../catalogue/column.ts'
import type { JsonObject } from '../read-json-body.ts'

/** The kinds that can be made; lookups are made as relationships, which the sandbox does not offer. */
const creatableKinds: readonly ColumnKind[] = [
  'String',
  'Memo',
  'Integer',
  'BigInt',
  'Decimal',
  'Double',
  'Money',
  'DateTime',
  'Boolean',
  'Picklist',
]

/**
 * Reads an `AttributeMetadata` body into a column.
 *
 * @param prefixes customization prefixes that a new name may carry; `undefined` skips that rule.
 * @throws DataverseError 400 0x80040203 for a definition that is no column, 400 0x8004431a for a foreign prefix.
 */
export const readAttributeDefinition = (body: JsonObject, prefixes: readonly string[] | undefined): Column => {
  const schemaName = body['SchemaName']
  if (typeof schemaName !== 'string' || !/^[A-Za-z][A-Za-z0-9_]{0,99}$/.test(schemaName)) {
    throw invalidArgument('The SchemaName of the attribute is missing or not a valid name.')
  }
  const logicalName = schemaName.toLowerCase()
  if (prefixes && !prefixes.some((prefix) => logicalName.startsWith(`${prefix}_`))) {
    throw new DataverseError(
      400,
      '0x8004431a',
      `The schema name '${schemaName}' for type Attribute is not valid. Custom Attribute names must start with a valid customization prefix. The prefix for a solution component should match the prefix that is specified for the publisher of the solution.`,
    )
  }
  const kind = kindOf(body)
  const label = labelText(body['DisplayName'])
  if (label === undefined) throw invalidArgument('The DisplayName of the attribute is missing.')
  const description = labelText(body['Description'])
  return column(logicalName, kind, {
    schemaName,
    label,
    isCustom: true,
    requiredLevel: requiredLevelOf(body['RequiredLevel']),
    ...(description === undefined ? {} : { description }),
    ...detailsOf(kind, body),
  })
}

const kindOf = (body: JsonObject): ColumnKind => {
  const type = body['@odata.type']
  const fromType =
    typeof type === 'string' ? /Microsoft\.Dynamics\.CRM\.(\w+)AttributeMetadata$/.exec(type)?.[1] : undefined
  const wanted = fromType ?? body['AttributeType']
  const kind = creatableKinds.find((candidate) => candidate === wanted)
  if (!kind) throw invalidArgument(`Attributes of the type '${String(wanted).slice(0, 100)}' cannot be created here.`)
  return kind
}

const labelText = (value: unknown): string | undefined => {
  const labels = isObject(value) ? value['LocalizedLabels'] : undefined
  const first: unknown = Array.isArray(labels) ? labels[0] : undefined
  const text = isObject(first) ? first['Label'] : undefined
  return typeof text === 'string' && text !== '' ? text : undefined
}

const levels: readonly RequiredLevel[] = ['None', 'Recommended', 'ApplicationRequired', 'SystemRequired']

const requiredLevelOf = (value: unknown): RequiredLevel => {
  const wanted = isObject(value) ? value['Value'] : undefined
  return levels.find((level) => level === wanted) ?? 'None'
}

type Details = Partial<Column>

const detailsOf = (kind: ColumnKind, body: JsonObject): Details => details[kind]?.(body) ?? {}

const numberIn = (
  body: JsonObject,
  name: string,
  range: { least: number; most: number; otherwise: number },
): number => {
  const value = body[name]
  if (value === undefined || value === null) return range.otherwise
  if (typeof value !== 'number' || value < range.least || value > range.most) {
    throw invalidArgument(`The ${name} of the attribute must lie between ${range.least} and ${range.most}.`)
  }
  return value
}

const formatOf = (body: JsonObject, otherwise: string): string => {
  const name = isObject(body['FormatName']) ? body['FormatName']['Value'] : body['Format']
  return typeof name === 'string' ? name : otherwise
}

const numbers =
  (least: number, most: number, withPrecision: boolean) =>
  (body: JsonObject): Details => {
    const min = numberIn(body, 'MinValue', { least, most, otherwise: least })
    const max = numberIn(body, 'MaxValue', { least, most, otherwise: most })
    if (min > max) throw invalidArgument('The MinValue of the attribute is greater than its MaxValue.')
    return withPrecision
      ? { min, max, precision: numberIn(body, 'Precision', { least: 0, most: 10, otherwise: 2 }) }
      : { min, max, format: 'None' }
  }

const details: Partial<Readonly<Record<ColumnKind, (body: JsonObject) => Details>>> = {
  String: (body) => ({
    maxLength: numberIn(body, 'MaxLength', { least: 1, most: 4_000, otherwise: 100 }),
    format: formatOf(body, 'Text'),
  }),
  Memo: (body) => ({
    maxLength: numberIn(body, 'MaxLength', { least: 1, most: 1_048_576, otherwise: 2_000 }),
    format: 'TextArea',
  }),
  Integer: numbers(-2_147_483_648, 2_147_483_647, false),
  Decimal: numbers(-100_000_000_000, 100_000_000_000, true),
  Double: numbers(-100_000_000_000, 100_000_000_000, true),
  Money: numbers(-922_337_203_685_477, 922_337_203_685_477, true),
  DateTime: (body) => ({ format: body['Format'] === 'DateOnly' ? 'DateOnly' : 'DateAndTime' }),
  Boolean: (body) => ({ defaultValue: body['DefaultValue'] === true ? 1 : 0 }),
  Picklist: (body) => ({ choices: readChoices(body['OptionSet']) }),
}

/** Values may be left out; they are counted up from the publisher's prefix then. */
const readChoices = (optionSet: unknown): readonly Choice[] => {
  const options = isObject(optionSet) ? optionSet['Options'] : undefined
  if (!Array.isArray(options)) throw invalidArgument('The OptionSet of the attribute has no Options.')
  const choices = options.map((option: unknown, index): Choice => {
    const label = isObject(option) ? labelText(option['Label']) : undefined
    if (!isObject(option) || label === undefined) throw invalidArgument('Every option needs a Label.')
    const value = option['Value']
    return { label, value: typeof value === 'number' ? value : 816_940_000 + index }
  })
  if (new Set(choices.map((choice) => choice.value)).size !== choices.length) {
    throw invalidArgument('Two options have the same Value.')
  }
  return choices
}
