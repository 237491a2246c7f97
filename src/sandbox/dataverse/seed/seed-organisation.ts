import { momentOf } from '../records/moment.ts'
import { generalPrivileges, privilegeName, rightBits, rights } from '../security/privilege-names.ts'
import { privilegeId } from '../security/authorise.ts'
import { stableId } from '../catalogue/table.ts'
import type { Row } from '../../store/sandbox-store.ts'
import type { Organisation } from '../organisation.ts'
import type { Depth, GeneralPrivilege, Right } from '../security/privilege-names.ts'

/**
 * Fills a new or reset organisation with what every environment has: a business unit, users, roles, privileges, a currency, the
 * publisher and solution of the custom columns. Does nothing where the application user or its organisation is there already.
 */
export const seedOrganisation = (organisation: Organisation): void => {
  seedPrivileges(organisation)
  if (organisation.records.exists(organisation.catalogue.get('organization'), organisation.identity.organizationId))
    return
  seedBusiness(organisation)
  seedUsers(organisation)
  seedRoles(organisation)
  seedCustomisation(organisation)
  seedMessages(organisation)
}

/** Adds a row as the system would, with the server's own columns filled. */
export const seedRow = (organisation: Organisation, tableName: string, id: string, values: Row): void => {
  const table = organisation.catalogue.get(tableName)
  const now = momentOf(organisation.now())
  organisation.records.insert(table, {
    [table.primaryId]: id,
    createdon: now,
    modifiedon: now,
    createdby: organisation.identity.administratorId,
    modifiedby: organisation.identity.administratorId,
    versionnumber: organisation.versions.take(),
    ...values,
  })
}

const seedBusiness = (organisation: Organisation): void => {
  const { identity } = organisation
  seedRow(organisation, 'organization', identity.organizationId, {
    name: 'sandbox',
    languagecode: 1033,
    schemanameprefix: 'new',
  })
  seedRow(organisation, 'businessunit', identity.businessUnitId, { name: 'sandbox', isdisabled: 0 })
  seedRow(organisation, 'transactioncurrency', identity.currencyId, {
    currencyname: 'Euro',
    isocurrencycode: 'EUR',
    currencysymbol: '€',
    exchangerate: 1,
  })
  seedRow(organisation, 'team', identity.teamId, {
    name: 'sandbox',
    teamtype: 0,
    isdefault: 1,
    businessunitid: identity.businessUnitId,
  })
}

const seedUsers = (organisation: Organisation): void => {
  const { identity } = organisation
  const shared = { isdisabled: 0, businessunitid: identity.businessUnitId, issyncwithdirectory: 1 }
  seedRow(organisation, 'systemuser', identity.administratorId, {
    ...shared,
    fullname: 'Sandbox Admin',
    firstname: 'Sandbox',
    lastname: 'Admin',
    domainname: 'admin@sandbox.example',
    internalemailaddress: 'admin@sandbox.example',
    azureactivedirectoryobjectid: stableId('administrator'),
    accessmode: 0,
    islicensed: 1,
  })
  seedApplicationUser(organisation)
  for (const userId of [identity.administratorId, identity.applicationUserId]) {
    organisation.store.run('INSERT OR IGNORE INTO teammembership (systemuserid, teamid) VALUES (?, ?)', [
      userId,
      identity.teamId,
    ])
  }
}

export const seedApplicationUser = (organisation: Organisation): void => {
  const { identity } = organisation
  seedRow(organisation, 'systemuser', identity.applicationUserId, {
    fullname: '# Hunter-D365-Integration',
    firstname: '#',
    lastname: 'Hunter-D365-Integration',
    domainname: `${identity.clientId}@sandbox.example`,
    internalemailaddress: 'hunter-d365-integration@sandbox.example',
    applicationid: identity.clientId,
    azureactivedirectoryobjectid: identity.servicePrincipalId,
    isdisabled: 0,
    islicensed: 0,
    issyncwithdirectory: 1,
    accessmode: 4,
    businessunitid: identity.businessUnitId,
  })
}

const seedPrivileges = (organisation: Organisation): void => {
  const add = (name: string, bits: number): void => {
    if (organisation.records.exists(organisation.catalogue.get('privilege'), privilegeId(name))) return
    seedRow(organisation, 'privilege', privilegeId(name), { name, accessright: bits, canbeglobal: 1, canbebasic: 1 })
  }
  for (const table of organisation.catalogue.tables()) {
    for (const right of rights) add(privilegeName(right, table), rightBits[right])
  }
  for (const name of generalPrivileges) add(name, 0)
}

/** Gives one role one privilege, replacing the depth it had. */
export const grant = (organisation: Organisation, roleId: string, name: string, depth: Depth): void => {
  organisation.store.run(
    'INSERT INTO roleprivileges (roleid, privilegeid, depth) VALUES (?, ?, ?) ON CONFLICT (roleid, privilegeid) DO UPDATE SET depth = excluded.depth',
    [roleId, privilegeId(name), depth],
  )
  organisation.securityRevision += 1
}

const assignRole = (organisation: Organisation, userId: string, roleId: string): void => {
  organisation.store.run('INSERT OR IGNORE INTO systemuserroles (systemuserid, roleid) VALUES (?, ?)', [userId, roleId])
  organisation.securityRevision += 1
}

const seedRoles = (organisation: Organisation): void => {
  const { identity } = organisation
  const roles: readonly (readonly [string, string])[] = [
    [identity.administratorRoleId, 'System Administrator'],
    [identity.customizerRoleId, 'System Customizer'],
    [identity.integrationRoleId, 'Hunter Integration'],
  ]
  for (const [roleId, name] of roles) {
    seedRow(organisation, 'role', roleId, { name, ismanaged: 0, businessunitid: identity.businessUnitId })
  }
  grantAll(organisation)
  grantIntegration(organisation)
  grantCustomizer(organisation)
  assignRole(organisation, identity.administratorId, identity.administratorRoleId)
  restoreApplicationRoles(organisation)
}

/** The roles that the application user is seeded with. */
export const restoreApplicationRoles = (organisation: Organisation): void => {
  const { identity } = organisation
  assignRole(organisation, identity.applicationUserId, identity.integrationRoleId)
  assignRole(organisation, identity.applicationUserId, identity.customizerRoleId)
}

const grantAll = (organisation: Organisation): void => {
  for (const row of organisation.store.all('SELECT name FROM privilege')) {
    grant(organisation, organisation.identity.administratorRoleId, String(row['name']), 'Global')
  }
}

const grantRights = (
  organisation: Organisation,
  roleId: string,
  tableName: string,
  granted: readonly Right[],
): void => {
  const table = organisation.catalogue.get(tableName)
  for (const right of granted) grant(organisation, roleId, privilegeName(right, table), 'Global')
}

/** Least privilege for a push, for the checks of its own setup, and for a note about a decision. */
export const grantIntegration = (organisation: Organisation): void => {
  const roleId = organisation.identity.integrationRoleId
  grantRights(organisation, roleId, 'lead', ['Create', 'Read', 'Write', 'Delete', 'Append', 'AppendTo', 'Assign'])
  grantRights(organisation, roleId, 'annotation', ['Create', 'Read'])
  const readable = ['account', 'contact', 'campaign', 'systemuser', 'team', 'role', 'privilege', 'businessunit']
  const alsoReadable = [
    'organization',
    'transactioncurrency',
    'solution',
    'publisher',
    'sdkmessage',
    'sdkmessagefilter',
  ]
  for (const name of [...readable, ...alsoReadable]) grantRights(organisation, roleId, name, ['Read'])
  for (const name of ['account', 'contact', 'campaign', 'systemuser', 'team', 'transactioncurrency']) {
    grantRights(organisation, roleId, name, ['AppendTo'])
  }
  for (const name of ['prvReadEntity', 'prvReadAttribute'] as const) grant(organisation, roleId, name, 'Global')
}

/** A second role, so that foreign clients can work with accounts and contacts and make columns; it grants nothing on leads. */
const grantCustomizer = (organisation: Organisation): void => {
  const roleId = organisation.identity.customizerRoleId
  for (const name of ['account', 'contact', 'campaign']) grantRights(organisation, roleId, name, rights)
  const names: readonly GeneralPrivilege[] = [
    'prvReadEntity',
    'prvReadAttribute',
    'prvCreateAttribute',
    'prvWriteAttribute',
    'prvDeleteAttribute',
    'prvPublishCustomization',
    'prvCreateEntityKey',
  ]
  for (const name of names) grant(organisation, roleId, name, 'Global')
}

const seedCustomisation = (organisation: Organisation): void => {
  const publishers = [
    { prefix: 'hnt', name: 'Hunter', unique: 'hunter' },
    { prefix: 'hunter', name: 'Hunter (historic)', unique: 'hunterhistoric' },
    { prefix: 'new', name: 'Default Publisher for sandbox', unique: 'DefaultPublishersandbox' },
  ]
  for (const { prefix, name, unique } of publishers) {
    seedRow(organisation, 'publisher', stableId(`publisher:${unique}`), {
      friendlyname: name,
      uniquename: unique,
      customizationprefix: prefix,
      customizationoptionvalueprefix: 81_694,
      isreadonly: 0,
    })
  }
  seedSolution(organisation, 'HunterIntegration', 'Hunter Integration', 'hunter')
  seedSolution(organisation, 'Default', 'Default Solution', 'DefaultPublishersandbox')
}

const seedSolution = (organisation: Organisation, unique: string, name: string, publisher: string): void => {
  seedRow(organisation, 'solution', stableId(`solution:${unique}`), {
    uniquename: unique,
    friendlyname: name,
    version: '1.0.0.0',
    ismanaged: 0,
    installedon: momentOf(organisation.now()),
    publisherid: stableId(`publisher:${publisher}`),
  })
}

const seedMessages = (organisation: Organisation): void => {
  const ordinary = ['Create', 'Retrieve', 'RetrieveMultiple', 'Update', 'Delete', 'Upsert']
  const names = new Set([...ordinary, ...organisation.catalogue.tables().flatMap((table) => table.messages)])
  for (const name of names) seedRow(organisation, 'sdkmessage', stableId(`message:${name}`), { name })
  for (const table of organisation.catalogue.tables()) {
    for (const name of [...ordinary, ...table.messages]) {
      seedRow(organisation, 'sdkmessagefilter', stableId(`filter:${name}:${table.logicalName}`), {
        name,
        primaryobjecttypecode: table.logicalName,
        sdkmessageid: stableId(`message:${name}`),
      })
    }
  }
}
