import { auditColumns, flag, lookup, memo, ownershipColumns, primaryKey, text } from '../column-builders.ts'
import { Table } from '../table.ts'

/**
 * The annotation table: notes, with or without the record they are about. No attachments.
 * Source: "Note (Annotation) table/entity reference"; that the object may be left out follows from its required level (unconfirmed).
 */
export const annotationTable = (): Table =>
  new Table({
    logicalName: 'annotation',
    schemaName: 'Annotation',
    entitySetName: 'annotations',
    objectTypeCode: 5,
    primaryName: 'subject',
    label: 'Note',
    ownership: 'UserOwned',
    columns: [
      primaryKey('annotationid'),
      text('subject', 500),
      memo('notetext', 100_000),
      flag('isdocument'),
      lookup('objectid', [
        { table: 'lead', navigation: 'objectid_lead', collection: 'Lead_Annotation' },
        { table: 'account', navigation: 'objectid_account', collection: 'Account_Annotation' },
        { table: 'contact', navigation: 'objectid_contact', collection: 'Contact_Annotation' },
      ]),
      ...ownershipColumns(),
      ...auditColumns(),
    ],
  })
