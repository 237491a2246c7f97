import {
  auditColumns,
  choice,
  choicesOf,
  flag,
  lookup,
  memo,
  money,
  ownershipColumns,
  primaryKey,
  readOnly,
  stateColumns,
  text,
  whole,
} from '../column-builders.ts'
import { Table } from '../table.ts'
import { industries } from './industries.ts'

const activeStates = () =>
  stateColumns(choicesOf(['Active', 'Inactive'], 0), [
    { value: 1, label: 'Active', state: 0 },
    { value: 2, label: 'Inactive', state: 1 },
  ])

const bulkMessages = ['CreateMultiple', 'UpdateMultiple', 'UpsertMultiple']

const currency = () =>
  lookup('transactioncurrencyid', [{ table: 'transactioncurrency', navigation: 'transactioncurrencyid' }])

/** The account table: the columns that integrations commonly touch. */
export const accountTable = (): Table =>
  new Table({
    logicalName: 'account',
    schemaName: 'Account',
    entitySetName: 'accounts',
    objectTypeCode: 1,
    primaryName: 'name',
    label: 'Account',
    ownership: 'UserOwned',
    messages: bulkMessages,
    searched: ['name'],
    columns: [
      primaryKey('accountid'),
      text('name', 160, { label: 'Account Name', requiredLevel: 'ApplicationRequired' }),
      text('accountnumber', 20),
      text('emailaddress1', 100, { format: 'Email' }),
      text('telephone1', 50, { format: 'Phone' }),
      text('websiteurl', 200, { format: 'Url' }),
      text('address1_line1', 250),
      text('address1_city', 80),
      text('address1_country', 80),
      text('address1_postalcode', 20),
      memo('description', 2000),
      whole('numberofemployees', 0, 1_000_000_000),
      money('revenue', 0, 100_000_000_000_000),
      choice('industrycode', industries),
      flag('creditonhold'),
      lookup('primarycontactid', [
        { table: 'contact', navigation: 'primarycontactid', collection: 'account_primary_contact' },
      ]),
      lookup('parentaccountid', [
        { table: 'account', navigation: 'parentaccountid', collection: 'account_parent_account' },
      ]),
      currency(),
      ...ownershipColumns(),
      ...auditColumns(),
      ...activeStates(),
    ],
  })

/** The contact table: the columns that integrations commonly touch. */
export const contactTable = (): Table =>
  new Table({
    logicalName: 'contact',
    schemaName: 'Contact',
    entitySetName: 'contacts',
    objectTypeCode: 2,
    primaryName: 'fullname',
    label: 'Contact',
    ownership: 'UserOwned',
    messages: bulkMessages,
    searched: ['emailaddress1'],
    columns: [
      primaryKey('contactid'),
      text('fullname', 160, readOnly),
      text('firstname', 50),
      text('lastname', 50, { requiredLevel: 'ApplicationRequired' }),
      text('jobtitle', 100),
      text('emailaddress1', 100, { format: 'Email' }),
      text('telephone1', 50, { format: 'Phone' }),
      text('mobilephone', 50, { format: 'Phone' }),
      text('websiteurl', 200, { format: 'Url' }),
      text('address1_city', 80),
      text('address1_country', 80),
      memo('description', 2000),
      {
        ...lookup('parentcustomerid', [
          { table: 'account', navigation: 'parentcustomerid_account', collection: 'contact_customer_accounts' },
          { table: 'contact', navigation: 'parentcustomerid_contact', collection: 'contact_customer_contacts' },
        ]),
        kind: 'Customer' as const,
      },
      currency(),
      ...ownershipColumns(),
      ...auditColumns(),
      ...activeStates(),
    ],
  })

/** The campaign table, so that a lead's campaign can be bound. */
export const campaignTable = (): Table =>
  new Table({
    logicalName: 'campaign',
    schemaName: 'Campaign',
    entitySetName: 'campaigns',
    objectTypeCode: 4400,
    primaryName: 'name',
    label: 'Campaign',
    ownership: 'UserOwned',
    columns: [
      primaryKey('campaignid'),
      text('name', 128, { requiredLevel: 'ApplicationRequired' }),
      text('codename', 32),
      memo('description', 2000),
      ...ownershipColumns(),
      ...auditColumns(),
      ...activeStates(),
    ],
  })
