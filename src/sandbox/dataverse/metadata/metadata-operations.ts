import { queryFunctions } from '../odata/parse-filter.ts'
import type { Table } from '../catalogue/table.ts'

/** What `$metadata` says of functions and actions, and of the types that only they use. Source: "Web API Function/Action/EnumType reference". */

const parameter = (name: string, type: string): string => `<Parameter Name="${name}" Type="${type}" Nullable="false" />`
const returns = (type: string): string => `<ReturnType Type="${type}" Nullable="false" />`
const textParameter = (name: string): string =>
  `<Parameter Name="${name}" Type="Edm.String" Nullable="false" Unicode="false" />`

const property = (name: string, type: string): string => `<Property Name="${name}" Type="${type}" Nullable="false" />`
const text = (name: string): string => `<Property Name="${name}" Type="Edm.String" Unicode="false" />`
const guids = (...names: readonly string[]): string => names.map((name) => property(name, 'Edm.Guid')).join('')
const texts = (...names: readonly string[]): string => names.map(text).join('')
const complex = (name: string, ...properties: readonly string[]): string =>
  `<ComplexType Name="${name}">${properties.join('')}</ComplexType>`

const enumeration = (name: string, members: Readonly<Record<string, number>>, flags = ''): string =>
  `<EnumType Name="${name}"${flags}>${Object.entries(members)
    .map(([member, value]) => `<Member Name="${member}" Value="${value}" />`)
    .join('')}</EnumType>`

/** Members numbered from 0. */
const numbered = (...names: readonly string[]): Readonly<Record<string, number>> =>
  Object.fromEntries(names.map((name, at) => [name, at]))

const enumTypes = [
  enumeration('EndpointAccessType', numbered('Default', 'Internet', 'Intranet')),
  enumeration('EndpointType', numbered('OrganizationService', 'OrganizationDataService', 'WebApplication')),
  enumeration('OrganizationState', numbered('Enabled', 'Disabled')),
  enumeration(
    'OrganizationType',
    numbered(
      ...['Customer', 'Monitoring', 'Support', 'BackEnd', 'Secondary', 'CustomerTest', 'CustomerFreeTest'],
      ...['CustomerPreview', 'Placeholder', 'TestDrive', 'MsftInvestigation', 'EmailTrial', 'Default', 'Developer'],
      ...['Trial', 'Teams'],
    ),
  ),
  enumeration('PrivilegeDepth', numbered('Basic', 'Local', 'Deep', 'Global')),
  enumeration(
    'AccessRights',
    {
      None: 0,
      ReadAccess: 1,
      WriteAccess: 2,
      AppendAccess: 4,
      AppendToAccess: 16,
      CreateAccess: 32,
      DeleteAccess: 65_536,
      ShareAccess: 262_144,
      AssignAccess: 524_288,
    },
    ' IsFlags="true"',
  ),
]

/** Three functions answer alike, each with a type of its own. */
const privilegeAnswers = [
  'RetrieveUserPrivilegesResponse',
  'RetrieveUserPrivilegeByPrivilegeNameResponse',
  'RetrieveRolePrivilegesRoleResponse',
]

const complexTypes = [
  complex('WhoAmIResponse', guids('BusinessUnitId', 'UserId', 'OrganizationId')),
  complex('RetrieveVersionResponse', text('Version')),
  complex('CreateMultipleResponse', property('Ids', 'Collection(Edm.Guid)')),
  complex(
    'RolePrivilege',
    property('Depth', 'mscrm.PrivilegeDepth'),
    guids('PrivilegeId', 'BusinessUnitId', 'RecordFilterId'),
    texts('PrivilegeName', 'RecordFilterUniqueName'),
  ),
  ...privilegeAnswers.map((name) => complex(name, property('RolePrivileges', 'Collection(mscrm.RolePrivilege)'))),
  complex('RetrievePrincipalAccessResponse', property('AccessRights', 'mscrm.AccessRights')),
  complex(
    'EndpointCollection',
    property('Count', 'Edm.Int32'),
    property('IsReadOnly', 'Edm.Boolean'),
    property('Keys', 'Collection(mscrm.EndpointType)'),
    property('Values', 'Collection(Edm.String)'),
  ),
  complex(
    'OrganizationDetail',
    guids('OrganizationId'),
    texts('FriendlyName', 'OrganizationVersion', 'EnvironmentId', 'DatacenterId', 'Geo', 'TenantId', 'UrlName'),
    text('UniqueName'),
    property('OrganizationType', 'mscrm.OrganizationType'),
    property('State', 'mscrm.OrganizationState'),
    property('Endpoints', 'mscrm.EndpointCollection'),
  ),
  complex('RetrieveCurrentOrganizationResponse', property('Detail', 'mscrm.OrganizationDetail')),
]

/** Unbound functions by name; each is imported into the container under its own name. */
const functions: Readonly<Record<string, string>> = {
  WhoAmI: returns('mscrm.WhoAmIResponse'),
  RetrieveVersion: returns('mscrm.RetrieveVersionResponse'),
  RetrieveCurrentOrganization:
    parameter('AccessType', 'mscrm.EndpointAccessType') + returns('mscrm.RetrieveCurrentOrganizationResponse'),
  RetrieveRolePrivilegesRole: parameter('RoleId', 'Edm.Guid') + returns('mscrm.RetrieveRolePrivilegesRoleResponse'),
}

const userFunctions: Readonly<Record<string, string>> = {
  RetrieveUserPrivileges: returns('mscrm.RetrieveUserPrivilegesResponse'),
  RetrieveUserPrivilegeByPrivilegeName:
    textParameter('PrivilegeName') + returns('mscrm.RetrieveUserPrivilegeByPrivilegeNameResponse'),
  RetrievePrincipalAccess:
    parameter('Target', 'mscrm.crmbaseentity') + returns('mscrm.RetrievePrincipalAccessResponse'),
}

const actions: Readonly<Record<string, string>> = {
  PublishXml: textParameter('ParameterXml'),
  PublishAllXml: '',
  ReactivateEntityKey: textParameter('EntityLogicalName') + textParameter('EntityKeyLogicalName'),
}

const queryFunction = (name: string): string =>
  `<Function Name="${name}">${textParameter('PropertyName')}${parameter('PropertyValues', 'Collection(Edm.String)')}${returns('Edm.Boolean')}</Function>`

const bulkAction = (table: Table, message: string): string => {
  const collection = `Collection(mscrm.${table.logicalName})`
  const answer = message === 'CreateMultiple' ? returns('mscrm.CreateMultipleResponse') : ''
  return `<Action Name="${message}" IsBound="true">${parameter('entityset', collection)}${parameter('Targets', collection)}${answer}</Action>`
}

const declared = (kind: string, all: Readonly<Record<string, string>>): readonly string[] =>
  Object.entries(all).map(([name, content]) => `<${kind} Name="${name}">${content}</${kind}>`)

export const operationTypes: readonly string[] = [...enumTypes, ...complexTypes]

export const operations = (tables: readonly Table[]): readonly string[] => [
  ...declared('Function', functions),
  ...[...queryFunctions].map(queryFunction),
  ...Object.entries(userFunctions).map(
    ([name, content]) =>
      `<Function Name="${name}" IsBound="true">${parameter('entity', 'mscrm.systemuser')}${content}</Function>`,
  ),
  ...declared('Action', actions),
  ...tables.flatMap((table) => table.messages.map((message) => bulkAction(table, message))),
]

const imported = (kind: string, name: string): string =>
  `<${kind}Import Name="${name}" ${kind}="Microsoft.Dynamics.CRM.${name}" />`

export const operationImports: readonly string[] = [
  ...Object.keys(functions).map((name) => imported('Function', name)),
  ...Object.keys(actions).map((name) => imported('Action', name)),
]
