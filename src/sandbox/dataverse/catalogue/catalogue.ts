import { annotationTable } from './tables/annotation.ts'
import { accountTable, campaignTable, contactTable } from './tables/customers.ts'
import { leadTable } from './tables/lead.ts'
import {
  businessUnitTable,
  currencyTable,
  organizationTable,
  privilegeTable,
  publisherTable,
  roleTable,
  sdkMessageFilterTable,
  sdkMessageTable,
  solutionTable,
  systemUserTable,
  teamTable,
} from './tables/organisation.ts'
import { duplicateRuleConditionTable, duplicateRuleTable, processingStepTable } from './tables/rules.ts'
import { profileColumns } from './hunter-profiles.ts'
import type { ColumnProfile } from './hunter-profiles.ts'
import type { Column } from './column.ts'
import type { Intersection, Table } from './table.ts'

/** Rows of another table whose lookup leads to one row of this one. */
export interface OneToMany {
  readonly kind: 'one-to-many'
  readonly navigation: string
  /** The single-valued navigation property on the other side. */
  readonly lookupNavigation: string
  readonly other: Table
  readonly column: Column
}

export type Collection =
  OneToMany | { readonly kind: 'many-to-many'; readonly other: Table; readonly intersection: Intersection }

/** All tables of the organisation, found by logical name or by entity set. */
export class Catalogue {
  private readonly byLogicalName = new Map<string, Table>()
  private readonly byEntitySet = new Map<string, Table>()
  /** Grows with every change of a definition; what is derived from definitions can be cached by it. */
  revision = 0

  constructor(tables: readonly Table[]) {
    for (const table of tables) {
      this.byLogicalName.set(table.logicalName, table)
      this.byEntitySet.set(table.entitySetName, table)
    }
  }

  tables(): readonly Table[] {
    return [...this.byLogicalName.values()]
  }

  find(logicalName: string): Table | undefined {
    return this.byLogicalName.get(logicalName)
  }

  /** The table that must exist, because the catalogue itself names it. */
  get(logicalName: string): Table {
    const table = this.byLogicalName.get(logicalName)
    if (!table) throw new Error(`The catalogue has no table ${logicalName}`)
    return table
  }

  /** The collection behind a navigation property: many-to-many, or the rows whose lookup leads here. */
  collection(table: Table, navigation: string): Collection | undefined {
    const intersection = table.intersection(navigation)
    if (intersection) return { kind: 'many-to-many', other: this.get(intersection.otherTable), intersection }
    return this.collectionsOf(table).find((candidate) => candidate.navigation === navigation)
  }

  /** Every one-to-many collection of a table. */
  collectionsOf(table: Table): readonly OneToMany[] {
    return this.tables().flatMap((other) =>
      [...other.columns.values()].flatMap((column) =>
        (column.targets ?? [])
          .filter((target) => target.table === table.logicalName && target.collection !== undefined)
          .map((target) => ({
            kind: 'one-to-many' as const,
            navigation: target.collection ?? '',
            lookupNavigation: target.navigation,
            other,
            column,
          })),
      ),
    )
  }

  findByEntitySet(entitySetName: string): Table | undefined {
    return this.byEntitySet.get(entitySetName)
  }
}

/** The tables of a fresh organisation, leads with the custom columns of the given profile. */
export const freshCatalogue = (profile: ColumnProfile): Catalogue => {
  const lead = leadTable()
  for (const column of profileColumns(profile)) lead.addColumn(column)
  return new Catalogue([
    lead,
    accountTable(),
    contactTable(),
    campaignTable(),
    annotationTable(),
    systemUserTable(),
    teamTable(),
    roleTable(),
    privilegeTable(),
    businessUnitTable(),
    organizationTable(),
    currencyTable(),
    publisherTable(),
    solutionTable(),
    sdkMessageTable(),
    sdkMessageFilterTable(),
    processingStepTable(),
    duplicateRuleTable(),
    duplicateRuleConditionTable(),
  ])
}
