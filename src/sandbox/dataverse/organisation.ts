import { FilterSql } from '../store/filter-sql.ts'
import { RecordStore } from '../store/record-store.ts'
import { SettingsStore } from '../store/settings-store.ts'
import { createSearchIndex, createTables, dropTables } from '../store/table-schema.ts'
import { freshCatalogue } from './catalogue/catalogue.ts'
import { restoreCustomisations } from './metadata/customisations.ts'
import { defaultOrganisationSettings } from './organisation-settings.ts'
import { ensureIdentity } from './organisation-identity.ts'
import { ProcessingSteps } from './processing-steps.ts'
import { noSabotage } from './sabotage.ts'
import { VersionNumbers } from './version-numbers.ts'
import type { SandboxStore } from '../store/sandbox-store.ts'
import type { Catalogue } from './catalogue/catalogue.ts'
import type { Column } from './catalogue/column.ts'
import type { ColumnProfile } from './catalogue/hunter-profiles.ts'
import type { Table } from './catalogue/table.ts'
import type { Sabotage } from './sabotage.ts'
import type { OrganisationSettings } from './organisation-settings.ts'
import type { OrganisationIdentity } from './organisation-identity.ts'

export interface PendingColumn {
  readonly table: Table
  readonly column: Column
  readonly visibleAtMs: number
}

export interface OrganisationOptions {
  readonly now: () => number
  readonly reset: boolean
  /** Which custom lead columns a fresh or reset organisation gets; `undefined` keeps what the store has (`hnt` when new). */
  readonly profile: ColumnProfile | undefined
}

/** One Dataverse organisation: its definitions, rows, identity and clock. Empty until `seedOrganisation` has filled it. */
export class Organisation {
  readonly store: SandboxStore
  readonly settings: SettingsStore
  readonly records: RecordStore
  readonly filters: FilterSql
  readonly identity: OrganisationIdentity
  readonly versions: VersionNumbers
  readonly steps: ProcessingSteps
  readonly now: () => number
  readonly profile: ColumnProfile
  readonly catalogue: Catalogue
  /** Rows created while sabotage counts them. */
  createdRows = 0
  readonly sabotage: Sabotage = noSabotage()
  readonly behaviour: OrganisationSettings = defaultOrganisationSettings()
  /** Columns that are stored but not in force yet. */
  pendingColumns: readonly PendingColumn[] = []
  /** When the next definition comes into force, in milliseconds since 1970; see `settleDefinitions`. */
  definitionsDueMs = 0
  /** Grows with every change of users, roles, teams or privileges, so that effective rights can be cached. */
  securityRevision = 0
  /** Searched columns whose index is known to be there. */
  private readonly indexed = new Set<string>()

  constructor(store: SandboxStore, options: OrganisationOptions) {
    this.store = store
    this.now = options.now
    this.settings = new SettingsStore(store)
    this.records = new RecordStore(store)
    this.identity = ensureIdentity(this.settings)
    if (options.reset) dropTables(store)
    this.profile = this.chooseProfile(options)
    this.catalogue = freshCatalogue(this.profile)
    restoreCustomisations(store, this.catalogue)
    createTables(store, this.catalogue)
    this.filters = new FilterSql(this.catalogue, (table, column) => this.prepareSearch(table, column))
    this.versions = new VersionNumbers(this.settings)
    this.steps = new ProcessingSteps(store)
  }

  private prepareSearch(table: Table, { logicalName }: Column): void {
    const name = `${table.logicalName}.${logicalName}`
    if (!table.searched.includes(logicalName) || this.indexed.has(name)) return
    createSearchIndex(this.store, table, logicalName)
    this.indexed.add(name)
  }

  private chooseProfile(options: OrganisationOptions): ColumnProfile {
    const kept = options.reset ? undefined : (this.settings.get('profile') as ColumnProfile | undefined)
    const profile = options.profile ?? kept ?? 'hnt'
    this.settings.set('profile', profile)
    return profile
  }

  close(): void {
    this.store.close()
  }
}
