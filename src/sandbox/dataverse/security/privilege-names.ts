import type { Table } from '../catalogue/table.ts'

/** What one can be allowed to do with rows. */
export const rights = ['Create', 'Read', 'Write', 'Delete', 'Append', 'AppendTo', 'Assign', 'Share'] as const
export type Right = (typeof rights)[number]

/** `accessright` bits of the privilege table; only Read and Write are confirmed. */
export const rightBits: Readonly<Record<Right, number>> = {
  Read: 1,
  Write: 2,
  Append: 4,
  AppendTo: 16,
  Create: 32,
  Delete: 65_536,
  Share: 262_144,
  Assign: 524_288,
}

/** Depths from narrow to wide; the enum's members 0 to 3. */
export const depths = ['Basic', 'Local', 'Deep', 'Global'] as const
export type Depth = (typeof depths)[number]

export const widest = (first: Depth | undefined, second: Depth): Depth =>
  first === undefined || depths.indexOf(second) > depths.indexOf(first) ? second : first

export const narrowest = (first: Depth, second: Depth): Depth =>
  depths.indexOf(first) < depths.indexOf(second) ? first : second

const shortNames: Readonly<Record<string, string>> = {
  systemuser: 'User',
  sdkmessagefilter: 'SdkMessage',
  annotation: 'Note',
}

/** `prvCreateLead` and the like; users are `User` in privilege names, annotations `Note` (unconfirmed). Source: "RetrieveUserPrivileges function". */
export const privilegeName = (right: Right, table: Table): string =>
  `prv${right}${shortNames[table.logicalName] ?? table.schemaName}`

/** Privileges that belong to no single table. */
export const generalPrivileges = [
  'prvReadEntity',
  'prvReadAttribute',
  'prvCreateAttribute',
  'prvWriteAttribute',
  'prvDeleteAttribute',
  'prvPublishCustomization',
  'prvCreateEntityKey',
  'prvActOnBehalfOfAnotherUser',
] as const
export type GeneralPrivilege = (typeof generalPrivileges)[number]
