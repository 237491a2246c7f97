/** The kinds of columns the sandbox knows; one word per Dataverse attribute type. */
export type ColumnKind =
  | 'String'
  | 'Memo'
  | 'Integer'
  | 'BigInt'
  | 'Decimal'
  | 'Double'
  | 'Money'
  | 'DateTime'
  | 'Boolean'
  | 'Picklist'
  | 'State'
  | 'Status'
  | 'Lookup'
  | 'Owner'
  | 'Customer'
  | 'Uniqueidentifier'

export type RequiredLevel = 'None' | 'Recommended' | 'ApplicationRequired' | 'SystemRequired'

/** One entry of a choice list; `state` only on status columns: the state the status belongs to. */
export interface Choice {
  readonly value: number
  readonly label: string
  readonly state?: number
}

/** A table a lookup may point at, with the single-valued navigation property that binds it. */
export interface LookupTarget {
  readonly table: string
  readonly navigation: string
  /** Collection-valued navigation property on the other side, where that table shows one. */
  readonly collection?: string
}

/**
 * One column of a table, as metadata describes it and as writes are judged by it.
 * Source: "Lead table/entity reference"; "Create and update column definitions using the Web API".
 */
export interface Column {
  readonly logicalName: string
  readonly schemaName: string
  readonly kind: ColumnKind
  readonly label: string
  readonly requiredLevel: RequiredLevel
  readonly creatable: boolean
  readonly updatable: boolean
  readonly isCustom: boolean
  /** Characters, for String and Memo. */
  readonly maxLength?: number
  /** Text, Email, Url, Phone, TextArea for texts; DateAndTime or DateOnly for dates. */
  readonly format?: string
  readonly min?: number
  readonly max?: number
  readonly precision?: number
  readonly choices?: readonly Choice[]
  readonly targets?: readonly LookupTarget[]
  readonly description?: string
  /** Set for columns made through the Web API; the others derive theirs from the names. */
  readonly metadataId?: string
  /** The server's own default when a create leaves the column out. */
  readonly defaultValue?: number
}

export const isLookup = (column: Column): boolean =>
  column.kind === 'Lookup' || column.kind === 'Owner' || column.kind === 'Customer'

export const isText = (column: Column): boolean => column.kind === 'String' || column.kind === 'Memo'

export const isChoice = (column: Column): boolean =>
  column.kind === 'Picklist' || column.kind === 'State' || column.kind === 'Status'

/** The name of the property in JSON and in queries: lookups are read as `_name_value`. */
export const propertyName = (column: Column): string =>
  isLookup(column) ? `_${column.logicalName}_value` : column.logicalName

/** Where a lookup with several possible targets keeps the table it points at. */
export const targetColumnName = (column: Column): string => `${column.logicalName}$type`

export const isPolymorphic = (column: Column): boolean => (column.targets?.length ?? 0) > 1
