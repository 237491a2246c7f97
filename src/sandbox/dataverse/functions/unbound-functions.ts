import { jsonReply } from '../operation.ts'
import { contextUrl } from '../records/context-url.ts'
import { privilegeFunctions } from './privilege-functions.ts'
import type { UnboundFunction } from './function-call.ts'

export const organizationVersion = '9.2.25113.00190'

/** Source: "WhoAmI function". */
const whoAmI: UnboundFunction = ({ context }) =>
  jsonReply(200, {
    '@odata.context': contextUrl(context, 'Microsoft.Dynamics.CRM.WhoAmIResponse'),
    BusinessUnitId: context.caller.businessUnitId,
    UserId: context.caller.userId,
    OrganizationId: context.organisation.identity.organizationId,
  })

const retrieveVersion: UnboundFunction = ({ context }) =>
  jsonReply(200, {
    '@odata.context': contextUrl(context, 'Microsoft.Dynamics.CRM.RetrieveVersionResponse'),
    Version: organizationVersion,
  })

/**
 * Source: "RetrieveCurrentOrganization function". The sandbox is a Developer environment (OrganizationType 13) unless told otherwise.
 */
const retrieveCurrentOrganization: UnboundFunction = ({ context }) => {
  const { identity } = context.organisation
  return jsonReply(200, {
    '@odata.context': contextUrl(context, 'Microsoft.Dynamics.CRM.RetrieveCurrentOrganizationResponse'),
    Detail: {
      OrganizationId: identity.organizationId,
      FriendlyName: 'Sandbox',
      OrganizationVersion: organizationVersion,
      EnvironmentId: identity.environmentId,
      DatacenterId: '',
      Geo: 'LOCAL',
      TenantId: identity.tenantId,
      UrlName: 'sandbox',
      UniqueName: 'sandbox',
      OrganizationType: context.organisation.behaviour.organizationType,
      State: 'Enabled',
      Endpoints: {
        Count: 3,
        IsReadOnly: false,
        Keys: ['WebApplication', 'OrganizationService', 'OrganizationDataService'],
        Values: [`${context.origin}/`, `${context.origin}/XRMServices/2011/Organization.svc`, context.serviceRoot],
      },
    },
  })
}

/** Functions that belong to no table, by name. */
export const unboundFunctions: ReadonlyMap<string, UnboundFunction> = new Map([
  ['WhoAmI', whoAmI],
  ['RetrieveVersion', retrieveVersion],
  ['RetrieveCurrentOrganization', retrieveCurrentOrganization],
  ...privilegeFunctions,
])
