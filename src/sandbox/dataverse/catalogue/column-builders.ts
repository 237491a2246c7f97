import type { Choice, Column, ColumnKind, LookupTarget } from './column.ts'

type Extra = Partial<Omit<Column, 'logicalName' | 'kind'>>

/** A column with the defaults of an ordinary, optional, writable one. */
export const column = (logicalName: string, kind: ColumnKind, extra: Extra = {}): Column => ({
  logicalName,
  kind,
  schemaName: logicalName,
  label: labelFromName(logicalName),
  requiredLevel: 'None',
  creatable: true,
  updatable: true,
  isCustom: false,
  ...extra,
})

const labelFromName = (logicalName: string): string => {
  const bare = logicalName.replace(/^[a-z]+_/, '')
  return bare.charAt(0).toUpperCase() + bare.slice(1)
}

const readOnly = { creatable: false, updatable: false } as const

export const text = (logicalName: string, maxLength: number, extra: Extra = {}): Column =>
  column(logicalName, 'String', { maxLength, format: 'Text', ...extra })

export const memo = (logicalName: string, maxLength: number, extra: Extra = {}): Column =>
  column(logicalName, 'Memo', { maxLength, format: 'TextArea', ...extra })

export const whole = (logicalName: string, min: number, max: number, extra: Extra = {}): Column =>
  column(logicalName, 'Integer', { min, max, format: 'None', ...extra })

export const decimal = (logicalName: string, min: number, max: number, extra: Extra = {}): Column =>
  column(logicalName, 'Decimal', { min, max, precision: 2, ...extra })

export const money = (logicalName: string, min: number, max: number, extra: Extra = {}): Column =>
  column(logicalName, 'Money', { min, max, precision: 2, ...extra })

export const choice = (logicalName: string, choices: readonly Choice[], extra: Extra = {}): Column =>
  column(logicalName, 'Picklist', { choices, ...extra })

export const flag = (logicalName: string, extra: Extra = {}): Column =>
  column(logicalName, 'Boolean', { defaultValue: 0, ...extra })

export const moment = (logicalName: string, extra: Extra = {}): Column =>
  column(logicalName, 'DateTime', { format: 'DateAndTime', ...extra })

export const lookup = (logicalName: string, targets: readonly LookupTarget[], extra: Extra = {}): Column =>
  column(logicalName, 'Lookup', { targets, ...extra })

export const identifier = (logicalName: string, extra: Extra = {}): Column =>
  column(logicalName, 'Uniqueidentifier', extra)

/** The primary key: may be chosen at create, never changed. */
export const primaryKey = (logicalName: string): Column =>
  identifier(logicalName, { requiredLevel: 'SystemRequired', updatable: false })

/** Turns `['New', 'Contacted']` into choices counted from 1 (or from `first`). */
export const choicesOf = (labels: readonly string[], first = 1): readonly Choice[] =>
  labels.map((label, index) => ({ value: first + index, label }))

/** The columns that the server itself writes on every table. */
export const auditColumns = (): readonly Column[] => [
  moment('createdon', readOnly),
  moment('modifiedon', readOnly),
  lookup('createdby', [{ table: 'systemuser', navigation: 'createdby' }], readOnly),
  lookup('modifiedby', [{ table: 'systemuser', navigation: 'modifiedby' }], readOnly),
  lookup('createdonbehalfby', [{ table: 'systemuser', navigation: 'createdonbehalfby' }], readOnly),
  column('versionnumber', 'BigInt', readOnly),
  moment('overriddencreatedon', { updatable: false }),
]

/** The columns of user-owned tables. The navigation property of the owner is `ownerid` for users and teams alike. */
export const ownershipColumns = (): readonly Column[] => [
  column('ownerid', 'Owner', {
    requiredLevel: 'SystemRequired',
    targets: [
      { table: 'systemuser', navigation: 'ownerid' },
      { table: 'team', navigation: 'ownerid' },
    ],
  }),
  lookup('owninguser', [{ table: 'systemuser', navigation: 'owninguser' }], readOnly),
  lookup('owningteam', [{ table: 'team', navigation: 'owningteam' }], readOnly),
  lookup('owningbusinessunit', [{ table: 'businessunit', navigation: 'owningbusinessunit' }], readOnly),
]

/** State and status, with the choices in the order of the table reference. */
export const stateColumns = (states: readonly Choice[], statuses: readonly Choice[]): readonly Column[] => [
  column('statecode', 'State', { choices: states, creatable: false, requiredLevel: 'SystemRequired', defaultValue: 0 }),
  column('statuscode', 'Status', { choices: statuses }),
]

export { readOnly }
