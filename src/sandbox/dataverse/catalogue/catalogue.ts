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
import { profileColumns } from './hunter-profiles.ts'
import type { ColumnProfile } from './hunter-profiles.ts'
import type { Table } from './table.ts'

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
  ])
}
