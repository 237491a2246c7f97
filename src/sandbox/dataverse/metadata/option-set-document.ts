import { stableId } from '../catalogue/table.ts'
import { label, managedProperty } from './document.ts'
import type { Choice, Column } from '../catalogue/column.ts'
import type { Table } from '../catalogue/table.ts'
import type { Document } from './document.ts'

const option = (choice: Choice) => ({
  Value: choice.value,
  Label: label(choice.label),
  Description: label(undefined),
  Color: null,
  IsManaged: false,
  ExternalValue: '',
  ...(choice.state === undefined ? {} : { State: choice.state }),
})

/** The choices of one column; only local ones exist here. */
export const optionSetDocument = (table: Table, column: Column): Document => {
  const isBoolean = column.kind === 'Boolean'
  const name = `${table.logicalName}_${column.logicalName}`
  return {
    type: isBoolean ? 'BooleanOptionSetMetadata' : 'OptionSetMetadata',
    base: {
      MetadataId: stableId(`optionset:${name}`),
      HasChanged: null,
      IsCustomOptionSet: column.isCustom,
      IsGlobal: false,
      IsManaged: false,
      IsCustomizable: managedProperty(true, 'iscustomizable'),
      Name: name,
      OptionSetType: isBoolean ? 'Boolean' : column.kind,
      DisplayName: label(column.label),
      Description: label(column.description),
    },
    derived: isBoolean
      ? { TrueOption: option({ value: 1, label: 'Yes' }), FalseOption: option({ value: 0, label: 'No' }) }
      : { Options: (column.choices ?? []).map(option) },
    navigations: {},
  }
}
