import { stableId } from '../catalogue/table.ts'
import type { Catalogue } from '../catalogue/catalogue.ts'
import type { Column, LookupTarget } from '../catalogue/column.ts'
import type { Table } from '../catalogue/table.ts'
import type { Document } from './document.ts'

type Navigations = Document['navigations']

/** The three relationship collections of a table, from its own lookups, others' lookups and many-to-many relations. */
export const relationshipDocuments = (catalogue: Catalogue, table: Table): Navigations => ({
  ManyToOneRelationships: () =>
    [...table.columns.values()].flatMap((column) =>
      (column.targets ?? []).map((target) => oneToMany(catalogue, table, column, target)),
    ),
  OneToManyRelationships: () =>
    catalogue.collectionsOf(table).flatMap(({ other, column, navigation }) => {
      const target = (column.targets ?? []).find((candidate) => candidate.collection === navigation)
      return target ? [oneToMany(catalogue, other, column, target)] : []
    }),
  ManyToManyRelationships: () =>
    table.intersections.map((relation) => ({
      type: 'ManyToManyRelationshipMetadata',
      base: {
        MetadataId: stableId(`relationship:${relation.schemaName}`),
        SchemaName: relation.schemaName,
        RelationshipType: 'ManyToManyRelationship',
        Entity1LogicalName: table.logicalName,
        Entity1IntersectAttribute: relation.ownKey,
        Entity1NavigationPropertyName: relation.navigation,
        Entity2LogicalName: relation.otherTable,
        Entity2IntersectAttribute: relation.otherKey,
        IntersectEntityName: relation.through,
        IsManaged: true,
      },
      derived: {},
      navigations: {},
    })),
})

const oneToMany = (catalogue: Catalogue, table: Table, column: Column, target: LookupTarget): Document => {
  const name = target.collection ?? `${target.table}_${table.logicalName}_${column.logicalName}`
  return {
    type: 'OneToManyRelationshipMetadata',
    base: {
      MetadataId: stableId(`relationship:${table.logicalName}.${name}`),
      SchemaName: name,
      RelationshipType: 'OneToManyRelationship',
      ReferencedEntity: target.table,
      ReferencedAttribute: catalogue.get(target.table).primaryId,
      ReferencedEntityNavigationPropertyName: target.collection ?? null,
      ReferencingEntity: table.logicalName,
      ReferencingAttribute: column.logicalName,
      ReferencingEntityNavigationPropertyName: target.navigation,
      IsManaged: true,
    },
    derived: {},
    navigations: {},
  }
}
