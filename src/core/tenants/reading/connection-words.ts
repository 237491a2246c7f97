/** What a value found in a text may be. `none`: known words whose value must not be mistaken for another's. */
export type ConnectionField =
  'name' | 'entraTenantId' | 'clientId' | 'secret' | 'baseUrl' | 'apiVersion' | 'appId' | 'environment' | 'none'

/**
 * The words by which files and pages call the values of a connection, folded: lower case, letters and digits only. From the runbook's
 * `.env`, the Azure SDKs' environment variables, `az ad sp create-for-rbac`, Dataverse connection strings (Microsoft Learn, "Use connection
 * strings in XRM tooling"), XrmToolBox's connection file, and the Entra admin centre in English and Turkish.
 */
const FIELDS: Readonly<Record<ConnectionField, readonly string[]>> = {
  name: ['name', 'connectionname', 'organizationfriendlyname', 'displayname', 'görünenad'],
  entraTenantId: ['tenantid', 'tenant', 'directorytenantid', 'directoryid', 'dizinkiracıkimliği', 'kiracıkimliği'],
  clientId: ['clientid', 'appid', 'applicationid', 'applicationclientid', 'azureadappid', 'uygulamaistemcikimliği'],
  secret: [
    'clientsecret',
    'secret',
    'password',
    'secretvalue',
    'value',
    's2sclientsecret',
    'clientsecretencrypted',
    'değer',
  ],
  baseUrl: [
    'baseurl',
    'url',
    'serviceuri',
    'server',
    'dataverseurl',
    'environmenturl',
    'orgurl',
    'resource',
    'resourceurl',
    'webapiurl',
    'originalurl',
    'webapplicationurl',
    'instanceurl',
    'ortamurlsi',
  ],
  apiVersion: ['apiversion'],
  appId: ['modeldrivenappid'],
  environment: ['environment', 'ortam'],
  none: [
    'objectid',
    'nesnekimliği',
    'secretid',
    'gizlidizikimliği',
    'keyid',
    'subscriptionid',
    'abonelikkimliği',
    'managedapplicationinlocaldirectory',
    'environmentid',
    'organizationid',
    'sessionid',
    'correlationid',
  ],
}

/** Prefixes under which `.env` files keep the same words. `_APP_ID` of Hunter is the model-driven app, not the registration. */
const PREFIXES = ['hunterd365', 'd365', 'azure', 'dataverse', 'dynamics', 'crm', 'arm', 'powerplatform', 'entra']

/** Both of the Turkish letters i become one, since capitals do not tell which was meant. */
const fold = (word: string): string =>
  word
    .toLocaleLowerCase('en')
    .replaceAll('i̇', 'i')
    .replaceAll('ı', 'i')
    .replace(/[^\p{L}\p{N}]/gu, '')

const FIELD_OF_WORD: ReadonlyMap<string, ConnectionField> = new Map(
  (Object.keys(FIELDS) as ConnectionField[]).flatMap((field) =>
    FIELDS[field].map((word) => [fold(word), field] as const),
  ),
)

/** One of the names that Hunter's own `.env` uses (the runbook's B1). */
export const isHunterWord = (word: string): boolean => fold(word).startsWith('hunterd365')

/** Which value a word announces; null for any other word. */
export function fieldOfWord(word: string): ConnectionField | null {
  const folded = fold(word)
  if (folded === 'hunterd365appid') return 'appId'
  const prefix = PREFIXES.find((one) => folded.startsWith(one))
  return (
    FIELD_OF_WORD.get(folded) ??
    (prefix === undefined ? null : (FIELD_OF_WORD.get(folded.slice(prefix.length)) ?? null))
  )
}
