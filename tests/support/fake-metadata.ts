import { ok, type Result } from '../../src/shared/lib/result.ts'
import type { D365Failure, RequestIds } from '../../src/shared/model/failure.ts'
import type { LeadColumn, LeadCustomizer, MetadataReader, PrivilegeDepth } from '../../src/core/d365/metadata-reader.ts'
import type { MappedColumn } from '../../src/core/leads/mapped-column.ts'
import { MAPPING_PROFILES } from '../../src/core/leads/mapping-profiles.ts'

const TYPES = {
  text: 'String',
  url: 'String',
  email: 'String',
  memo: 'Memo',
  integer: 'Integer',
  decimal: 'Decimal',
  boolean: 'Boolean',
  choice: 'Picklist',
  'date-time': 'DateTime',
} as const

/** A column of the lead table as an organisation made for this mapped column would describe it. */
export const aLeadColumn = (mapped: MappedColumn, over: Partial<LeadColumn> = {}): LeadColumn => ({
  name: mapped.column,
  schemaName: mapped.column,
  label: null,
  type: TYPES[mapped.kind],
  requiredLevel: 'None',
  isValidForCreate: true,
  isValidForUpdate: true,
  maxLength: ['text', 'url', 'email', 'memo'].includes(mapped.kind) ? (mapped.maxLength ?? 2_000) : null,
  range: mapped.kind === 'integer' ? { min: mapped.range?.[0] ?? 0, max: mapped.range?.[1] ?? 1_000 } : null,
  choices:
    mapped.choices === undefined ? null : Object.entries(mapped.choices).map(([label, value]) => ({ label, value })),
  ...over,
})

const privilege = (name: string, depth: PrivilegeDepth = 'Global') => ({ name, depth })

/** An organisation as the runbook wants it: every column of profile `hnt`, one role that grants what a push needs. */
export function createFakeMetadata(over: Partial<MetadataReader> = {}): MetadataReader {
  const answer = <T extends object>(value: T): Promise<Result<T & { readonly requestIds: RequestIds }, D365Failure>> =>
    Promise.resolve(ok({ ...value, requestIds: { client: '', service: [] } }))
  const role = { roleId: '0a0a0a0a-0000-4000-8000-0000000000a1', name: 'Hunter Integration' }
  const privileges = ['prvCreateLead', 'prvReadLead', 'prvWriteLead', 'prvDeleteLead'].map((name) => privilege(name))
  return {
    readLeadTable: () => answer({ name: 'lead', entitySetName: 'leads', primaryIdColumn: 'leadid', objectTypeCode: 4 }),
    readLeadColumns: () => answer({ columns: MAPPING_PROFILES.hnt.map((mapped) => aLeadColumn(mapped)) }),
    readLeadKeys: () => answer({ keys: [] }),
    supportsLeadMessage: () => answer({ isSupported: true }),
    readUserPrivileges: () => answer({ privileges }),
    readUserRoles: () => answer({ roles: [role] }),
    readUserTeams: () => answer({ teams: [] }),
    readRolePrivileges: () => answer({ privileges }),
    readDuplicateRules: () => answer({ rules: [] }),
    readPluginSteps: () => answer({ steps: [] }),
    findOwners: () => answer({ owners: [] }),
    ...over,
  }
}

/** For tests that create no columns: there is no solution to put one into. */
export function createFakeCustomizer(): LeadCustomizer {
  const requestIds = { client: '', service: [] }
  return {
    readSolutions: () => Promise.resolve(ok({ solutions: [], requestIds })),
    createColumn: ({ name }) => Promise.resolve(ok({ name, requestIds })),
    publish: () => Promise.resolve(ok({ published: 'lead', requestIds })),
  }
}
