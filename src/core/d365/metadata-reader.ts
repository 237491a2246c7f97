import type { Owner } from '../../shared/model/tenant.ts'
import type { CallContext, D365Answer } from './d365-call.ts'

/** `SystemRequired` is enforced by the server; `ApplicationRequired` is a rule of the form (dataverse-facts 3: not enforced by the Web API, unconfirmed). */
export type RequiredLevel = 'None' | 'Recommended' | 'ApplicationRequired' | 'SystemRequired'

export interface ChoiceValue {
  readonly value: number
  /** In the language of the application user; null where the organisation gives none. */
  readonly label: string | null
}

/** One column of the lead table, as the organisation's metadata describes it. */
export interface LeadColumn {
  /** Logical name, lower case: what a body and a `$select` use. */
  readonly name: string
  readonly schemaName: string
  /** What forms show, in the language of the application user; null where the organisation gives none. */
  readonly label: string | null
  /** AttributeTypeCode: `String`, `Memo`, `Integer`, `Picklist`, `DateTime`, `Lookup`, … */
  readonly type: string
  readonly requiredLevel: RequiredLevel
  readonly isValidForCreate: boolean
  readonly isValidForUpdate: boolean
  /** String and Memo only, in UTF-16 units. */
  readonly maxLength: number | null
  /** Integer, Decimal, Double and Money only, both ends included. */
  readonly range: { readonly min: number; readonly max: number } | null
  /** Picklist only: every value that a write may carry. */
  readonly choices: readonly ChoiceValue[] | null
}

/** Facts of the table itself. Entity set names are irregular, so they are read, never guessed. */
export interface TableFacts {
  readonly name: string
  readonly entitySetName: string
  readonly primaryIdColumn: string
  readonly objectTypeCode: number | null
}

export interface AlternateKey {
  readonly name: string
  readonly columns: readonly string[]
  /** `Pending`, `InProgress`, `Active`, `Failed`; a key counts only while `Active`. */
  readonly indexStatus: string
}

/** How far a privilege reaches: own records, business unit, unit and below, whole organisation. */
export type PrivilegeDepth = 'Basic' | 'Local' | 'Deep' | 'Global'

export interface Privilege {
  readonly name: string
  readonly depth: PrivilegeDepth
}

export interface Role {
  readonly roleId: string
  readonly name: string
}

export interface TeamWithRoles {
  readonly teamId: string
  readonly name: string
  readonly roles: readonly Role[]
}

/** A duplicate detection rule in force on the lead table. */
export interface DuplicateRule {
  readonly name: string
}

/** A plug-in that runs within the push's own request. */
export interface PluginStep {
  readonly name: string
  /** `Create`, `Update`, … */
  readonly message: string
  /** 10 before the core checks, 20 before and 40 after the operation. */
  readonly stage: number | null
}

/** A solution and the prefix that its publisher gives to new columns. */
export interface Solution {
  readonly name: string
  readonly friendlyName: string
  readonly isManaged: boolean
  readonly publisher: string
  readonly prefix: string
}

/** A column to be created on the lead table; `name` is both its logical and its schema name, all lower case. */
export type NewLeadColumn = { readonly name: string; readonly label: string } & (
  | { readonly type: 'String' | 'Memo'; readonly maxLength: number }
  | { readonly type: 'Integer' | 'Decimal'; readonly min: number; readonly max: number }
  | { readonly type: 'Picklist'; readonly choices: readonly { readonly value: number; readonly label: string }[] }
  | { readonly type: 'Boolean' | 'DateTime' }
)

/** The few changes this console makes to an organisation's tables, each only after its plan was shown. */
export interface LeadCustomizer {
  readonly readSolutions: (context?: CallContext) => D365Answer<{ readonly solutions: readonly Solution[] }>
  readonly createColumn: (
    column: NewLeadColumn,
    solution: string,
    context?: CallContext,
  ) => D365Answer<{ readonly name: string }>
  readonly publish: (context?: CallContext) => D365Answer<{ readonly published: 'lead' }>
}

export type BulkMessage = 'CreateMultiple' | 'UpdateMultiple' | 'UpsertMultiple'

/** What this console reads about an organisation rather than in it: tables, columns, keys, roles. Reads only. */
export interface MetadataReader {
  readonly readLeadTable: (context?: CallContext) => D365Answer<TableFacts>
  /** Every column of the lead table, with what its type adds (length, range, choice values). */
  readonly readLeadColumns: (context?: CallContext) => D365Answer<{ readonly columns: readonly LeadColumn[] }>
  readonly readLeadKeys: (context?: CallContext) => D365Answer<{ readonly keys: readonly AlternateKey[] }>
  /** Whether the lead table takes this bulk message in this organisation. */
  readonly supportsLeadMessage: (
    message: BulkMessage,
    context?: CallContext,
  ) => D365Answer<{ readonly isSupported: boolean }>
  /** What a user may do, all roles together, direct and by team. */
  readonly readUserPrivileges: (
    userId: string,
    context?: CallContext,
  ) => D365Answer<{ readonly privileges: readonly Privilege[] }>
  readonly readUserRoles: (userId: string, context?: CallContext) => D365Answer<{ readonly roles: readonly Role[] }>
  readonly readUserTeams: (
    userId: string,
    context?: CallContext,
  ) => D365Answer<{ readonly teams: readonly TeamWithRoles[] }>
  readonly readRolePrivileges: (
    roleId: string,
    context?: CallContext,
  ) => D365Answer<{ readonly privileges: readonly Privilege[] }>
  readonly readDuplicateRules: (context?: CallContext) => D365Answer<{ readonly rules: readonly DuplicateRule[] }>
  readonly readPluginSteps: (context?: CallContext) => D365Answer<{ readonly steps: readonly PluginStep[] }>
  /** Users and teams that may own a lead, by a part of their name. */
  readonly findOwners: (text: string, context?: CallContext) => D365Answer<{ readonly owners: readonly Owner[] }>
}
