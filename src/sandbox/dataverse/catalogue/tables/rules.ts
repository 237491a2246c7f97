import {
  auditColumns,
  choice,
  choicesOf,
  column,
  flag,
  lookup,
  primaryKey,
  stateColumns,
  text,
  whole,
} from '../column-builders.ts'
import { Table } from '../table.ts'
import type { Column } from '../column.ts'

const ruleTable = (
  init: { logicalName: string; schemaName: string; objectTypeCode: number; primaryName: string; label: string },
  columns: readonly Column[],
): Table =>
  new Table({
    ...init,
    entitySetName: `${init.logicalName}s`,
    ownership: 'OrganizationOwned',
    isWritable: false,
    columns: [primaryKey(`${init.logicalName}id`), ...columns, ...auditColumns()],
  })

/** When rows count as duplicates of others; only published rules are in force. */
export const duplicateRuleTable = (): Table =>
  ruleTable(
    {
      logicalName: 'duplicaterule',
      schemaName: 'DuplicateRule',
      objectTypeCode: 4414,
      primaryName: 'name',
      label: 'Duplicate Detection Rule',
    },
    [
      text('name', 160),
      text('baseentityname', 64),
      text('matchingentityname', 64),
      flag('iscasesensitive'),
      flag('excludeinactiverecords'),
      ...stateColumns(choicesOf(['Inactive', 'Active'], 0), [
        { value: 0, label: 'Unpublished', state: 0 },
        { value: 1, label: 'Publishing', state: 0 },
        { value: 2, label: 'Published', state: 1 },
      ]),
    ],
  )

export const duplicateRuleConditionTable = (): Table =>
  ruleTable(
    {
      logicalName: 'duplicaterulecondition',
      schemaName: 'DuplicateRuleCondition',
      objectTypeCode: 4416,
      primaryName: 'baseattributename',
      label: 'Duplicate Rule Condition',
    },
    [
      text('baseattributename', 50),
      text('matchingattributename', 50),
      choice('operatorcode', choicesOf(['Exact Match', 'Same First Characters', 'Same Last Characters'], 0), {
        defaultValue: 0,
      }),
      lookup('duplicateruleid', [
        {
          table: 'duplicaterule',
          navigation: 'duplicateruleid',
          collection: 'DuplicateRule_DuplicateRuleConditions',
        },
      ]),
    ],
  )

/** What runs beside a message. The sandbox runs none of it; the rows are there to be read. */
export const processingStepTable = (): Table =>
  ruleTable(
    {
      logicalName: 'sdkmessageprocessingstep',
      schemaName: 'SdkMessageProcessingStep',
      objectTypeCode: 4608,
      primaryName: 'name',
      label: 'Sdk Message Processing Step',
    },
    [
      text('name', 256),
      choice('mode', choicesOf(['Synchronous', 'Asynchronous'], 0), { defaultValue: 0 }),
      choice('stage', [
        { value: 10, label: 'Pre-validation' },
        { value: 20, label: 'Pre-operation' },
        { value: 40, label: 'Post-operation' },
      ]),
      whole('rank', 0, 2_147_483_647),
      text('filteringattributes', 100_000),
      flag('ismanaged'),
      column('componentstate', 'Picklist', { choices: choicesOf(['Published', 'Unpublished'], 0), defaultValue: 0 }),
      lookup('sdkmessageid', [{ table: 'sdkmessage', navigation: 'sdkmessageid' }]),
      lookup('sdkmessagefilterid', [{ table: 'sdkmessagefilter', navigation: 'sdkmessagefilterid' }]),
      ...stateColumns(choicesOf(['Enabled', 'Disabled'], 0), [
        { value: 1, label: 'Enabled', state: 0 },
        { value: 2, label: 'Disabled', state: 1 },
      ]),
    ],
  )
