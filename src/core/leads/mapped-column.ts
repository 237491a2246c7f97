import type { Lead, SyncState } from '../../shared/model/lead.ts'
import type { ColumnKind, MappableField } from '../../shared/model/mapping.ts'

/** One D365 column of a mapping profile. `value` gives null where the lead says nothing: such a column is left out, never sent as null. */
export interface MappedColumn {
  readonly column: string
  readonly kind: ColumnKind
  /** Null where no source documents the length: then D365 judges. */
  readonly maxLength?: number
  readonly range?: readonly [min: number, max: number]
  /** For a choice: the lead's word to the tenant's integer. */
  readonly choices?: Readonly<Record<string, number>>
  /** For a choice: the values the tenant's column knows; absent where nobody asked. */
  readonly offered?: readonly number[]
  /** Why the tenant's column takes no value at all, the end of a sentence; absent where nobody asked or nothing speaks against it. */
  readonly takesNothing?: string
  /** Tells of the push itself, so it differs from one push to the next and is not compared on a lead that is already there. */
  readonly isOfThePush?: true
  /** The lead field it sends as it is; absent where the value is worked out of more than one thing. */
  readonly field?: MappableField
  readonly value: (lead: Lead, sync: SyncState) => string | number | boolean | null
}
