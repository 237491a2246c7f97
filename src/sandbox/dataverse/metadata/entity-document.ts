import { attributeDocument } from './attribute-document.ts'
import { label, managedProperty } from './document.ts'
import { relationshipDocuments } from './relationship-documents.ts'
import type { Catalogue } from '../catalogue/catalogue.ts'
import type { AlternateKey, Table } from '../catalogue/table.ts'
import type { Document } from './document.ts'

/** One table as `EntityMetadata`. Source: "Create and update column definitions using the Web API". */
export const entityDocument = (catalogue: Catalogue, table: Table): Document => ({
  type: 'EntityMetadata',
  base: {
    MetadataId: table.metadataId,
    HasChanged: null,
    LogicalName: table.logicalName,
    SchemaName: table.schemaName,
    EntitySetName: table.entitySetName,
    LogicalCollectionName: table.entitySetName,
    CollectionSchemaName: `${table.schemaName}s`,
    DisplayName: label(table.label),
    DisplayCollectionName: label(`${table.label}s`),
    Description: label(undefined),
    ObjectTypeCode: table.objectTypeCode,
    OwnershipType: table.ownership,
    PrimaryIdAttribute: table.primaryId,
    PrimaryNameAttribute: table.primaryName,
    TableType: 'Standard',
    IsActivity: false,
    IsCustomEntity: false,
    IsCustomizable: managedProperty(true, 'iscustomizable'),
    IsManaged: true,
    IsIntersect: false,
    IsLogicalEntity: false,
    IsOptimisticConcurrencyEnabled: table.hasOptimisticConcurrency,
    IsDuplicateDetectionEnabled: managedProperty(true, 'isduplicatedetectionenabled'),
    IsValidForAdvancedFind: true,
    ChangeTrackingEnabled: true,
    CanCreateAttributes: managedProperty(true, 'cancreateattributes'),
  },
  derived: {},
  navigations: {
    Attributes: () => [...table.columns.values()].map((column) => attributeDocument(table, column)),
    Keys: () => [...table.keys.values()].map((key) => keyDocument(table, key)),
    ...relationshipDocuments(catalogue, table),
  },
})

/** One alternate key as `EntityKeyMetadata`. Source: "Work with alternate keys". */
export const keyDocument = (table: Table, key: AlternateKey): Document => ({
  type: 'EntityKeyMetadata',
  base: {
    MetadataId: key.metadataId,
    HasChanged: null,
    LogicalName: key.logicalName,
    SchemaName: key.schemaName,
    EntityLogicalName: table.logicalName,
    DisplayName: label(key.label),
    KeyAttributes: key.columns,
    EntityKeyIndexStatus: key.status,
    IsManaged: false,
    IsCustomizable: managedProperty(true, 'iscustomizable'),
    IntroducedVersion: '1.0',
    IsSynchronous: false,
  },
  derived: {},
  navigations: {},
})
