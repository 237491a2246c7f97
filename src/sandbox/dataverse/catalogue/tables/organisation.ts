import {
  auditColumns,
  choice,
  choicesOf,
  column,
  flag,
  identifier,
  lookup,
  moment,
  primaryKey,
  text,
  whole,
} from '../column-builders.ts'
import { Table } from '../table.ts'
import type { Column } from '../column.ts'
import type { TableInit } from '../table.ts'

const businessUnit = () => lookup('businessunitid', [{ table: 'businessunit', navigation: 'businessunitid' }])

type Short = Pick<TableInit, 'logicalName' | 'schemaName' | 'entitySetName' | 'objectTypeCode' | 'primaryName'> &
  Partial<TableInit>

const systemTable = (init: Short, columns: readonly Column[]): Table =>
  new Table({
    label: init.schemaName,
    ownership: 'BusinessOwned',
    ...init,
    columns: [primaryKey(`${init.logicalName}id`), ...columns, ...auditColumns()],
  })

/** Users, application users among them. Access modes as in "User (SystemUser) table/entity reference". */
export const systemUserTable = (): Table =>
  systemTable(
    {
      logicalName: 'systemuser',
      schemaName: 'SystemUser',
      entitySetName: 'systemusers',
      objectTypeCode: 8,
      primaryName: 'fullname',
      label: 'User',
      intersections: [
        {
          navigation: 'systemuserroles_association',
          schemaName: 'systemuserroles_association',
          through: 'systemuserroles',
          ownKey: 'systemuserid',
          otherKey: 'roleid',
          otherTable: 'role',
        },
        {
          navigation: 'teammembership_association',
          schemaName: 'teammembership_association',
          through: 'teammembership',
          ownKey: 'systemuserid',
          otherKey: 'teamid',
          otherTable: 'team',
        },
      ],
    },
    [
      text('fullname', 200),
      text('firstname', 256),
      text('lastname', 256),
      text('domainname', 1024),
      text('internalemailaddress', 100, { format: 'Email' }),
      identifier('applicationid'),
      identifier('azureactivedirectoryobjectid'),
      flag('isdisabled'),
      flag('islicensed'),
      flag('issyncwithdirectory'),
      choice(
        'accessmode',
        choicesOf(['Read-Write', 'Administrative', 'Read', 'Support User', 'Non-interactive', 'Delegated Admin'], 0),
        { defaultValue: 0 },
      ),
      businessUnit(),
    ],
  )

export const teamTable = (): Table =>
  systemTable(
    {
      logicalName: 'team',
      schemaName: 'Team',
      entitySetName: 'teams',
      objectTypeCode: 9,
      primaryName: 'name',
      intersections: [
        {
          navigation: 'teamroles_association',
          schemaName: 'teamroles_association',
          through: 'teamroles',
          ownKey: 'teamid',
          otherKey: 'roleid',
          otherTable: 'role',
        },
        {
          navigation: 'teammembership_association',
          schemaName: 'teammembership_association',
          through: 'teammembership',
          ownKey: 'teamid',
          otherKey: 'systemuserid',
          otherTable: 'systemuser',
        },
      ],
    },
    [
      text('name', 160, { requiredLevel: 'ApplicationRequired' }),
      choice('teamtype', choicesOf(['Owner', 'Access', 'Security Group', 'Office Group'], 0), { defaultValue: 0 }),
      flag('isdefault'),
      businessUnit(),
    ],
  )

export const roleTable = (): Table =>
  systemTable(
    {
      logicalName: 'role',
      schemaName: 'Role',
      entitySetName: 'roles',
      objectTypeCode: 1036,
      primaryName: 'name',
      label: 'Security Role',
      intersections: [
        {
          navigation: 'systemuserroles_association',
          schemaName: 'systemuserroles_association',
          through: 'systemuserroles',
          ownKey: 'roleid',
          otherKey: 'systemuserid',
          otherTable: 'systemuser',
        },
        {
          navigation: 'teamroles_association',
          schemaName: 'teamroles_association',
          through: 'teamroles',
          ownKey: 'roleid',
          otherKey: 'teamid',
          otherTable: 'team',
        },
        {
          navigation: 'roleprivileges_association',
          schemaName: 'roleprivileges_association',
          through: 'roleprivileges',
          ownKey: 'roleid',
          otherKey: 'privilegeid',
          otherTable: 'privilege',
        },
      ],
    },
    [text('name', 100, { requiredLevel: 'ApplicationRequired' }), flag('ismanaged'), businessUnit()],
  )

export const privilegeTable = (): Table =>
  systemTable(
    {
      logicalName: 'privilege',
      schemaName: 'Privilege',
      entitySetName: 'privileges',
      objectTypeCode: 1023,
      primaryName: 'name',
      ownership: 'None',
      isWritable: false,
    },
    [text('name', 100), whole('accessright', 0, 2_147_483_647), flag('canbeglobal'), flag('canbebasic')],
  )

export const businessUnitTable = (): Table =>
  systemTable(
    {
      logicalName: 'businessunit',
      schemaName: 'BusinessUnit',
      entitySetName: 'businessunits',
      objectTypeCode: 10,
      primaryName: 'name',
      label: 'Business Unit',
    },
    [
      text('name', 160, { requiredLevel: 'ApplicationRequired' }),
      flag('isdisabled'),
      lookup('parentbusinessunitid', [{ table: 'businessunit', navigation: 'parentbusinessunitid' }]),
    ],
  )

export const organizationTable = (): Table =>
  systemTable(
    {
      logicalName: 'organization',
      schemaName: 'Organization',
      entitySetName: 'organizations',
      objectTypeCode: 1019,
      primaryName: 'name',
      ownership: 'None',
      isWritable: false,
    },
    [text('name', 160), whole('languagecode', 0, 99_999), text('schemanameprefix', 8)],
  )

export const currencyTable = (): Table =>
  systemTable(
    {
      logicalName: 'transactioncurrency',
      schemaName: 'TransactionCurrency',
      entitySetName: 'transactioncurrencies',
      objectTypeCode: 9105,
      primaryName: 'currencyname',
      label: 'Currency',
      ownership: 'OrganizationOwned',
    },
    [
      text('currencyname', 100, { requiredLevel: 'SystemRequired' }),
      text('isocurrencycode', 5),
      text('currencysymbol', 13),
      column('exchangerate', 'Decimal', { min: 0, max: 100_000_000_000, precision: 10 }),
    ],
  )

export const publisherTable = (): Table =>
  systemTable(
    {
      logicalName: 'publisher',
      schemaName: 'Publisher',
      entitySetName: 'publishers',
      objectTypeCode: 7101,
      primaryName: 'friendlyname',
      ownership: 'OrganizationOwned',
      hasOptimisticConcurrency: false,
    },
    [
      text('friendlyname', 256),
      text('uniquename', 256),
      text('customizationprefix', 8),
      whole('customizationoptionvalueprefix', 0, 99_999),
      flag('isreadonly'),
    ],
  )

export const solutionTable = (): Table =>
  systemTable(
    {
      logicalName: 'solution',
      schemaName: 'Solution',
      entitySetName: 'solutions',
      objectTypeCode: 7100,
      primaryName: 'friendlyname',
      ownership: 'OrganizationOwned',
      hasOptimisticConcurrency: false,
    },
    [
      text('friendlyname', 256),
      text('uniquename', 65),
      text('version', 256),
      flag('ismanaged'),
      moment('installedon'),
      lookup('publisherid', [{ table: 'publisher', navigation: 'publisherid', collection: 'publisher_solution' }]),
    ],
  )

/** Which messages a table supports is asked of these two ("Use bulk operation messages"). */
export const sdkMessageTable = (): Table =>
  systemTable(
    {
      logicalName: 'sdkmessage',
      schemaName: 'SdkMessage',
      entitySetName: 'sdkmessages',
      objectTypeCode: 4606,
      primaryName: 'name',
      ownership: 'OrganizationOwned',
      isWritable: false,
    },
    [text('name', 256)],
  )

export const sdkMessageFilterTable = (): Table =>
  systemTable(
    {
      logicalName: 'sdkmessagefilter',
      schemaName: 'SdkMessageFilter',
      entitySetName: 'sdkmessagefilters',
      objectTypeCode: 4607,
      primaryName: 'name',
      ownership: 'OrganizationOwned',
      isWritable: false,
    },
    [
      text('name', 256),
      text('primaryobjecttypecode', 128),
      lookup('sdkmessageid', [{ table: 'sdkmessage', navigation: 'sdkmessageid' }]),
    ],
  )
