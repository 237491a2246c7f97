import {
  auditColumns,
  choice,
  choicesOf,
  column,
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
import type { Column } from '../column.ts'
import { industries } from './industries.ts'

const names: readonly Column[] = [
  primaryKey('leadid'),
  text('subject', 300, { label: 'Topic', requiredLevel: 'ApplicationRequired' }),
  text('fullname', 160, { label: 'Name', ...readOnly }),
  text('firstname', 50, { label: 'First Name', requiredLevel: 'Recommended' }),
  text('lastname', 50, { label: 'Last Name', requiredLevel: 'ApplicationRequired' }),
  text('companyname', 100, { label: 'Company Name', requiredLevel: 'Recommended' }),
  text('jobtitle', 100, { label: 'Job Title' }),
  text('salutation', 100),
]

const reach: readonly Column[] = [
  ...[1, 2, 3].map((n) => text(`emailaddress${n}`, 100, { format: 'Email', label: n === 1 ? 'Email' : `Email ${n}` })),
  ...[1, 2, 3].map((n) => text(`telephone${n}`, 50, { format: 'Phone' })),
  text('mobilephone', 20, { format: 'Phone', label: 'Mobile Phone' }),
  text('fax', 50),
  text('websiteurl', 200, { format: 'Url', label: 'Website' }),
  ...['donotbulkemail', 'donotemail', 'donotphone', 'donotpostalmail', 'donotfax'].map((name) => flag(name)),
  choice('preferredcontactmethodcode', choicesOf(['Any', 'Email', 'Phone', 'Fax', 'Mail']), { defaultValue: 1 }),
]

const address: readonly Column[] = [
  ...[1, 2, 3].map((n) => text(`address1_line${n}`, 250)),
  text('address1_city', 80),
  text('address1_country', 80),
  text('address1_stateorprovince', 50),
  text('address1_postalcode', 20),
  text('address1_postofficebox', 20),
  memo('address1_composite', 1000, readOnly),
]

const business: readonly Column[] = [
  memo('description', 2000),
  memo('qualificationcomments', 2000),
  text('sic', 20, { label: 'SIC Code' }),
  whole('numberofemployees', 0, 1_000_000, { label: 'No. of Employees' }),
  money('revenue', 0, 100_000_000_000_000, { label: 'Annual Revenue' }),
  money('estimatedamount', 0, 1_000_000_000_000, { label: 'Est. Value' }),
  choice('industrycode', industries, { label: 'Industry' }),
  choice(
    'leadsourcecode',
    choicesOf([
      'Advertisement',
      'Employee Referral',
      'External Referral',
      'Partner',
      'Public Relations',
      'Seminar',
      'Trade Show',
      'Web',
      'Word of Mouth',
      'Other',
    ]),
    { label: 'Lead Source' },
  ),
  choice('leadqualitycode', choicesOf(['Hot', 'Warm', 'Cold']), { label: 'Rating' }),
  choice('prioritycode', choicesOf(['Default Value']), { defaultValue: 1 }),
  choice('salesstagecode', choicesOf(['Default Value']), { defaultValue: 1 }),
]

const relations: readonly Column[] = [
  lookup('parentaccountid', [{ table: 'account', navigation: 'parentaccountid', collection: 'lead_parent_account' }]),
  lookup('parentcontactid', [{ table: 'contact', navigation: 'parentcontactid', collection: 'lead_parent_contact' }]),
  lookup('campaignid', [{ table: 'campaign', navigation: 'campaignid', collection: 'campaign_leads' }]),
  lookup('transactioncurrencyid', [{ table: 'transactioncurrency', navigation: 'transactioncurrencyid' }]),
  column('customerid', 'Customer', {
    targets: [
      { table: 'account', navigation: 'customerid_account', collection: 'lead_customer_accounts' },
      { table: 'contact', navigation: 'customerid_contact', collection: 'lead_customer_contacts' },
    ],
  }),
]

/** The lead table of Dynamics 365 Sales. Source: "Lead table/entity reference". */
export const leadTable = (): Table =>
  new Table({
    logicalName: 'lead',
    schemaName: 'Lead',
    entitySetName: 'leads',
    objectTypeCode: 4,
    primaryName: 'fullname',
    label: 'Lead',
    ownership: 'UserOwned',
    messages: ['CreateMultiple', 'UpdateMultiple', 'UpsertMultiple'],
    searched: ['subject', 'websiteurl', 'emailaddress1', 'companyname'],
    columns: [
      ...names,
      ...reach,
      ...address,
      ...business,
      ...relations,
      ...ownershipColumns(),
      ...auditColumns(),
      ...stateColumns(choicesOf(['Open', 'Qualified', 'Disqualified'], 0), [
        { value: 1, label: 'New', state: 0 },
        { value: 2, label: 'Contacted', state: 0 },
        { value: 3, label: 'Qualified', state: 1 },
        { value: 4, label: 'Lost', state: 2 },
        { value: 5, label: 'Cannot Contact', state: 2 },
        { value: 6, label: 'No Longer Interested', state: 2 },
        { value: 7, label: 'Canceled', state: 2 },
      ]),
    ],
  })
