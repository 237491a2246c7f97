import { isLookup, propertyName } from '../catalogue/column.ts'
import { edmTypeOf } from '../../store/literal-sql.ts'
import { operationImports, operationTypes, operations } from './metadata-operations.ts'
import type { Catalogue } from '../catalogue/catalogue.ts'
import type { Column } from '../catalogue/column.ts'
import type { Table } from '../catalogue/table.ts'
import type { Reply } from '../operation.ts'
import type { Organisation } from '../organisation.ts'

const cache = new WeakMap<Catalogue, { revision: number; xml: string }>()

/** The `$metadata` document (CSDL, OData 4.0) for the tables served; built once per state of the definitions. */
export const metadataDocument = ({ catalogue }: Organisation): Reply => {
  const known = cache.get(catalogue)
  const xml = known?.revision === catalogue.revision ? known.xml : buildDocument(catalogue)
  cache.set(catalogue, { revision: catalogue.revision, xml })
  return { status: 200, headers: { 'Content-Type': 'application/xml' }, body: xml }
}

/** Source: OASIS CSDL 4.0, sections 3 to 13. */
const buildDocument = (catalogue: Catalogue): string => {
  const tables = catalogue.tables()
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx">',
    '<edmx:DataServices>',
    '<Schema Namespace="Microsoft.Dynamics.CRM" Alias="mscrm" xmlns="http://docs.oasis-open.org/odata/ns/edm">',
    '<EntityType Name="crmbaseentity" Abstract="true" />',
    ...tables.map((table) => entityType(catalogue, table)),
    ...operationTypes,
    ...operations(tables),
    '<EntityContainer Name="System">',
    ...tables.map((table) => entitySet(catalogue, table)),
    ...operationImports,
    '</EntityContainer>',
    '</Schema>',
    '</edmx:DataServices>',
    '</edmx:Edmx>',
  ].join('\n')
}

const entityType = (catalogue: Catalogue, table: Table): string => {
  const columns = [...table.columns.values()]
  return [
    `<EntityType Name="${table.logicalName}" BaseType="mscrm.crmbaseentity">`,
    `<Key><PropertyRef Name="${table.primaryId}" /></Key>`,
    ...columns.map((column) => property(column, column.logicalName === table.primaryId)),
    ...[...table.navigations()].map(([name, candidates]) => navigation(name, candidates)),
    ...collections(catalogue, table).map(
      ({ name, other }) => `<NavigationProperty Name="${name}" Type="Collection(mscrm.${other.logicalName})" />`,
    ),
    '</EntityType>',
  ].join('\n')
}

const property = (column: Column, isKey: boolean): string => {
  const facets = [
    ...(isKey ? ['Nullable="false"'] : []),
    ...(column.maxLength === undefined ? [] : [`MaxLength="${column.maxLength}"`]),
    ...(edmTypeOf(column) === 'Edm.Decimal' ? ['Scale="Variable"'] : []),
    ...(edmTypeOf(column) === 'Edm.String' ? ['Unicode="true"'] : []),
  ]
  return `<Property Name="${propertyName(column)}" Type="${edmTypeOf(column)}"${facets.map((facet) => ` ${facet}`).join('')} />`
}

/** Where a property may lead to several tables, its declared type is what they have in common. */
const navigation = (name: string, candidates: readonly { column: Column; target: string }[]): string => {
  const [first] = candidates
  if (!first) return ''
  const type = candidates.length > 1 ? 'crmbaseentity' : first.target
  const isTyped = type === first.target && isLookup(first.column)
  const constraint = isTyped
    ? `<ReferentialConstraint Property="${propertyName(first.column)}" ReferencedProperty="${first.target}id" />`
    : ''
  return `<NavigationProperty Name="${name}" Type="mscrm.${type}" Nullable="true">${constraint}</NavigationProperty>`
}

const collections = (catalogue: Catalogue, table: Table): readonly { name: string; other: Table }[] => [
  ...catalogue.collectionsOf(table).map(({ navigation: name, other }) => ({ name, other })),
  ...table.intersections.map(({ navigation: name, otherTable }) => ({ name, other: catalogue.get(otherTable) })),
]

const entitySet = (catalogue: Catalogue, table: Table): string => {
  const bindings = [
    ...[...table.navigations()].flatMap(([name, [first, ...others]]) =>
      first && others.length === 0 ? [{ name, other: catalogue.get(first.target) }] : [],
    ),
    ...collections(catalogue, table),
  ].map(({ name, other }) => `<NavigationPropertyBinding Path="${name}" Target="${other.entitySetName}" />`)
  return `<EntitySet Name="${table.entitySetName}" EntityType="Microsoft.Dynamics.CRM.${table.logicalName}">${bindings.join('')}</EntitySet>`
}
