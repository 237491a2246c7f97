import { isChoice, isLookup } from '../catalogue/column.ts'
import { label, managedProperty } from './document.ts'
import { optionSetDocument } from './option-set-document.ts'
import type { Column, ColumnKind } from '../catalogue/column.ts'
import type { Table } from '../catalogue/table.ts'
import type { Document } from './document.ts'

/** The metadata type of each kind; owners and customers are lookups. */
const typeNames: Readonly<Record<ColumnKind, string>> = {
  String: 'StringAttributeMetadata',
  Memo: 'MemoAttributeMetadata',
  Integer: 'IntegerAttributeMetadata',
  BigInt: 'BigIntAttributeMetadata',
  Decimal: 'DecimalAttributeMetadata',
  Double: 'DoubleAttributeMetadata',
  Money: 'MoneyAttributeMetadata',
  DateTime: 'DateTimeAttributeMetadata',
  Boolean: 'BooleanAttributeMetadata',
  Picklist: 'PicklistAttributeMetadata',
  State: 'StateAttributeMetadata',
  Status: 'StatusAttributeMetadata',
  Lookup: 'LookupAttributeMetadata',
  Owner: 'LookupAttributeMetadata',
  Customer: 'LookupAttributeMetadata',
  Uniqueidentifier: 'UniqueIdentifierAttributeMetadata',
}

/** One column as `AttributeMetadata`. Source: "Create and update column definitions using the Web API". */
export const attributeDocument = (table: Table, column: Column): Document => ({
  type: typeNames[column.kind],
  base: baseProperties(table, column),
  derived: derivedProperties(column),
  navigations: hasOptionSet(column)
    ? { OptionSet: () => optionSetDocument(table, column), GlobalOptionSet: () => null }
    : {},
})

const hasOptionSet = (column: Column): boolean => isChoice(column) || column.kind === 'Boolean'

const baseProperties = (table: Table, column: Column) => ({
  MetadataId: table.columnId(column),
  HasChanged: null,
  AttributeOf: null,
  AttributeType: column.kind,
  AttributeTypeName: { Value: `${column.kind}Type` },
  ColumnNumber: [...table.columns.keys()].indexOf(column.logicalName) + 1,
  Description: label(column.description),
  DisplayName: label(column.label),
  EntityLogicalName: table.logicalName,
  IntroducedVersion: '1.0',
  IsCustomAttribute: column.isCustom,
  IsCustomizable: managedProperty(true, 'iscustomizable'),
  IsLogical: false,
  IsManaged: false,
  IsPrimaryId: column.logicalName === table.primaryId,
  IsPrimaryName: column.logicalName === table.primaryName,
  IsSecured: false,
  IsValidForAdvancedFind: managedProperty(true, 'canmodifysearchsettings'),
  IsValidForCreate: column.creatable,
  IsValidForRead: true,
  IsValidForUpdate: column.updatable,
  IsValidODataAttribute: true,
  LogicalName: column.logicalName,
  RequiredLevel: managedProperty(column.requiredLevel, 'canmodifyrequirementlevelsettings'),
  SchemaName: column.schemaName,
})

const derivedProperties = (column: Column): Record<string, unknown> => {
  if (isLookup(column)) return { Targets: (column.targets ?? []).map((target) => target.table), Format: 'None' }
  return derived[column.kind]?.(column) ?? {}
}

const textual = (column: Column) => ({
  Format:
    column.format === 'Email' || column.format === 'Url' || column.format === 'Phone'
      ? column.format
      : (column.format ?? 'Text'),
  FormatName: { Value: column.format ?? 'Text' },
  MaxLength: column.maxLength ?? 100,
  ImeMode: 'Auto',
  IsLocalizable: false,
})

const numeric = (column: Column) => ({
  MinValue: column.min ?? null,
  MaxValue: column.max ?? null,
  Precision: column.precision ?? 2,
  ImeMode: 'Disabled',
})

const derived: Partial<Readonly<Record<ColumnKind, (column: Column) => Record<string, unknown>>>> = {
  String: textual,
  Memo: textual,
  Integer: (column) => ({ Format: 'None', MinValue: column.min ?? null, MaxValue: column.max ?? null }),
  BigInt: () => ({ MinValue: -9_223_372_036_854_776_000, MaxValue: 9_223_372_036_854_776_000 }),
  Decimal: numeric,
  Double: numeric,
  Money: (column) => ({ ...numeric(column), PrecisionSource: 0 }),
  DateTime: (column) => ({
    Format: column.format ?? 'DateAndTime',
    DateTimeBehavior: { Value: column.format === 'DateOnly' ? 'DateOnly' : 'UserLocal' },
    ImeMode: 'Inactive',
  }),
  Boolean: (column) => ({ DefaultValue: column.defaultValue === 1 }),
  Picklist: (column) => ({ DefaultFormValue: column.defaultValue ?? -1 }),
  State: (column) => ({ DefaultFormValue: column.defaultValue ?? 0 }),
  Status: () => ({ DefaultFormValue: -1 }),
}
