import { createHash } from 'node:crypto'
import { isLookup, propertyName } from './column.ts'
import type { Column } from './column.ts'

export type Ownership = 'UserOwned' | 'OrganizationOwned' | 'BusinessOwned' | 'None'

/** An alternate key. `status` follows `EntityKeyIndexStatus`; only `Active` keys address rows. */
export interface AlternateKey {
  readonly schemaName: string
  readonly logicalName: string
  readonly label: string
  readonly columns: readonly string[]
  readonly metadataId: string
  readonly status: 'Pending' | 'InProgress' | 'Active' | 'Failed'
  /** When the index of a pending key is ready, in milliseconds since 1970. */
  readonly activeAtMs?: number
}

/** A many-to-many relation as seen from one side. */
export interface Intersection {
  /** Collection-valued navigation property. */
  readonly navigation: string
  readonly schemaName: string
  /** The SQL table that holds the pairs. */
  readonly through: string
  readonly ownKey: string
  readonly otherKey: string
  readonly otherTable: string
}

export interface TableInit {
  readonly logicalName: string
  readonly schemaName: string
  readonly entitySetName: string
  readonly objectTypeCode: number
  readonly primaryName: string
  readonly label: string
  readonly ownership: Ownership
  readonly columns: readonly Column[]
  readonly intersections?: readonly Intersection[]
  readonly messages?: readonly string[]
  readonly isWritable?: boolean
  /** Whether conditions on row versions are heeded; true without it. */
  readonly hasOptimisticConcurrency?: boolean
  /** Columns that get an index at the first search, because ordinary clients search by them. */
  readonly searched?: readonly string[]
}

/** One table of the organisation: its names, columns, keys and relations. */
export class Table {
  readonly logicalName: string
  readonly schemaName: string
  readonly entitySetName: string
  readonly objectTypeCode: number
  readonly primaryId: string
  readonly primaryName: string
  readonly label: string
  readonly ownership: Ownership
  readonly intersections: readonly Intersection[]
  readonly messages: readonly string[]
  readonly isWritable: boolean
  readonly hasOptimisticConcurrency: boolean
  readonly searched: readonly string[]
  readonly columns = new Map<string, Column>()
  readonly keys = new Map<string, AlternateKey>()
  private readonly byProperty = new Map<string, Column>()
  private readonly byNavigation = new Map<string, { column: Column; target: string }[]>()

  constructor(init: TableInit) {
    this.logicalName = init.logicalName
    this.schemaName = init.schemaName
    this.entitySetName = init.entitySetName
    this.objectTypeCode = init.objectTypeCode
    this.primaryId = `${init.logicalName}id`
    this.primaryName = init.primaryName
    this.label = init.label
    this.ownership = init.ownership
    this.intersections = init.intersections ?? []
    this.messages = init.messages ?? []
    this.isWritable = init.isWritable ?? true
    this.hasOptimisticConcurrency = init.hasOptimisticConcurrency ?? true
    this.searched = init.searched ?? []
    for (const column of init.columns) this.addColumn(column)
  }

  addColumn(column: Column): void {
    this.columns.set(column.logicalName, column)
    this.byProperty.set(propertyName(column), column)
    if (!isLookup(column)) return
    for (const target of column.targets ?? []) {
      const entries = this.byNavigation.get(target.navigation) ?? []
      entries.push({ column, target: target.table })
      this.byNavigation.set(target.navigation, entries)
    }
  }

  removeColumn(column: Column): void {
    this.columns.delete(column.logicalName)
    this.byProperty.delete(propertyName(column))
  }

  /** The column behind a JSON property (`subject`, `_ownerid_value`); names are case-sensitive, as OData's are. */
  property(name: string): Column | undefined {
    return this.byProperty.get(name)
  }

  /** The lookup behind a single-valued navigation property, with every table it may lead to. */
  navigation(name: string): readonly { column: Column; target: string }[] {
    return this.byNavigation.get(name) ?? []
  }

  navigations(): IterableIterator<[string, readonly { column: Column; target: string }[]]> {
    return this.byNavigation.entries()
  }

  intersection(navigation: string): Intersection | undefined {
    return this.intersections.find((candidate) => candidate.navigation === navigation)
  }

  get metadataId(): string {
    return stableId(`table:${this.logicalName}`)
  }

  columnId(column: Column): string {
    return column.metadataId ?? stableId(`column:${this.logicalName}.${column.logicalName}`)
  }
}

/** An id that is the same in every store, for things that come with the product. */
export const stableId = (name: string): string => {
  const hex = createHash('sha256').update(`sandbox:${name}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
