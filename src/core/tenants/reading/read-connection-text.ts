import { isGuid, tidyGuid } from '../../../shared/lib/guid.ts'
import type { ConnectionDraft, DraftNote } from '../../../shared/model/connection-draft.ts'
import { EnvironmentSchema, type Environment } from '../../../shared/model/tenant.ts'
import { judgeBaseUrl } from '../../d365/base-url.ts'
import { chooseValues, type Values } from './choose-values.ts'
import type { ConnectionField } from './connection-words.ts'
import type { Pairs } from './pairs.ts'
import { readPairs } from './read-pairs.ts'

/** What a text says of a connection. `secret` is for the caller's memory and the keychain, nowhere else. */
export interface ReadConnection extends Omit<ConnectionDraft, 'draftId' | 'credential'> {
  readonly secret: string | null
}

type Note = ConnectionDraft['notes'][number]

/** The form of a client secret's value as Entra ID makes them (GitHub secret scanning's pattern for "Azure AD client secret"). */
const SECRET_VALUE = /(?<![\w~.-])[\w~.-]{3}\dQ~[\w~.-]{31,34}(?![\w~.-])/
const URL_IN_TEXT = /https?:\/\/[^\s"'<>;,]+/gi
const HOST_IN_TEXT =
  /(?<![\w.@-])[a-z0-9-]{1,63}(?:\.api)?\.crm\d*\.(?:dynamics\.com|dynamics\.cn|microsoftdynamics\.us|appsplatform\.us)(?![\w.-])/i
const NO_GUID = /^[0-]+$/

/**
 * Finds the values of a connection in whatever an admin pasted: a `.env`, a page of a portal, a connection string, XrmToolBox's file, JSON,
 * or a bare address. Tidies what it finds and says what is wrong with it; guesses nothing but the environment, by a word in name or address.
 */
export function readConnectionText(text: string): ReadConnection {
  const found = readPairs(text)
  const { values: named, contested } = chooseValues(found.pairs)
  const values = withLooseValues(named, text)
  const url = tidyUrl(values.get('baseUrl') ?? null)
  const secret = judgeSecret(values.get('secret') ?? null, found)
  const entraTenantId = guidOf(values, 'entraTenantId')
  const clientId = guidOf(values, 'clientId')
  const appId = guidOf(values, 'appId')
  const notes = [
    ...url.notes,
    ...entraTenantId.notes,
    ...clientId.notes,
    ...appId.notes,
    ...secret.notes,
    ...(entraTenantId.value !== null && entraTenantId.value === clientId.value ? [note('ids_are_equal')] : []),
    ...contested.map(([taken, ...left]) => note('several_values', `${taken} (≠ ${left.join(', ')})`)),
    ...(found.connections > 1 ? [note('several_connections', String(found.connections))] : []),
  ]
  const isEmpty = [url, secret, entraTenantId, clientId].every(({ value }) => value === null) && notes.length === 0
  return {
    form: found.form,
    name: nameOf(values, url.value),
    environment: environmentOf(values, url.value),
    entraTenantId: entraTenantId.value,
    clientId: clientId.value,
    baseUrl: url.value,
    cloud: url.cloud,
    apiVersion: apiVersionOf(values.get('apiVersion')),
    appId: appId.value,
    secret: secret.value,
    notes: isEmpty ? [note('nothing_found')] : notes,
  }
}

const note = (what: DraftNote, detail: string | null = null): Note => ({ note: what, detail })

/** Values that announce themselves by their form: an address of Dataverse, a client secret. A GUID does not say whose it is. */
function withLooseValues(values: Map<ConnectionField, string>, text: string): Values {
  const url = values.has('baseUrl') ? undefined : looseUrl(text)
  if (url !== undefined) values.set('baseUrl', url)
  const isSecretKnown = values.has('secret') && !isGuid(values.get('secret') ?? '')
  const secret = isSecretKnown ? undefined : SECRET_VALUE.exec(text)?.[0]
  if (secret !== undefined) values.set('secret', secret)
  return values
}

/** The first address of Dataverse, with its scheme or without; any other only where the text is nothing else. */
function looseUrl(text: string): string | undefined {
  const urls = (text.match(URL_IN_TEXT) ?? []).map((url) => url.replace(/[.)\]]+$/, ''))
  return (
    urls.find((url) => judgeBaseUrl(url, { kind: 'live' }).ok) ??
    urls.find((url) => text.trim() === url) ??
    HOST_IN_TEXT.exec(text)?.[0]
  )
}

function tidyUrl(given: string | null): {
  readonly value: string | null
  readonly cloud: ConnectionDraft['cloud']
  readonly notes: readonly Note[]
} {
  if (given === null) return { value: null, cloud: null, notes: [] }
  const text = /^[\w-]+(?:\.api)?\.crm\d*\.[a-z.]+/i.test(given) ? `https://${given}` : given
  const judged = judgeBaseUrl(text, { kind: 'live' })
  if (judged.ok) return { value: judged.value.origin, cloud: judged.value.cloud, notes: [] }
  return { value: plainAddress(text), cloud: null, notes: [note('base_url_refused', judged.failure.message)] }
}

/** Scheme and host as they stood, for the admin to mend; null where anything else stands there, which may be a password. */
const plainAddress = (address: string): string | null =>
  /^(?:https?:\/\/)?[a-z0-9.-]+(?=[/?#]|$)/i.exec(address)?.[0] ?? null

interface Judged {
  readonly value: string | null
  readonly notes: readonly Note[]
}

function judgeSecret(value: string | null, { form, pairs }: Pairs): Judged {
  if (value === null) return { value: null, notes: [] }
  // XrmToolBox encrypts what it saves with a key of its own; the value would be of no use.
  const isEncrypted = form === 'xrmtoolbox' && pairs.some(([word, one]) => one === value && /secret/i.test(word))
  if (isEncrypted) return { value: null, notes: [note('secret_is_encrypted')] }
  return isGuid(value) ? { value: null, notes: [note('secret_looks_like_id')] } : { value, notes: [] }
}

function guidOf(values: Values, field: ConnectionField): Judged {
  const given = values.get(field)
  if (given === undefined) return { value: null, notes: [] }
  const guid = tidyGuid(given)
  // Files of a tool that does not use a value hold the zero GUID in its place.
  if (guid !== null) return { value: NO_GUID.test(guid) ? null : guid, notes: [] }
  return { value: null, notes: [note('not_a_guid', field)] }
}

function apiVersionOf(given: string | undefined): string | null {
  const digits = /^v?(\d+\.\d+)/i.exec(given ?? '')?.[1]
  return digits === undefined ? null : `v${digits}`
}

/** The name given, else the organisation's part of the address: a proposal that the admin sees before it is kept. */
function nameOf(values: Values, baseUrl: string | null): string | null {
  const given = values.get('name')?.slice(0, 80)
  if (given !== undefined) return given
  return baseUrl !== null && URL.canParse(baseUrl) ? (new URL(baseUrl).hostname.split('.')[0] ?? null) : null
}

const ENVIRONMENT_WORDS: readonly (readonly [RegExp, Environment])[] = [
  [/(?:^|[^a-z])(?:prod|production|live|canlı)(?:[^a-z]|$)/, 'PROD'],
  [/(?:^|[^a-z])(?:test|tst|uat|qa|stage|staging|sit)(?:[^a-z]|$)/, 'TEST'],
  [/(?:^|[^a-z])(?:dev|development|sandbox|geliştirme)(?:[^a-z]|$)/, 'DEV'],
]

function environmentOf(values: Values, baseUrl: string | null): Environment | null {
  const told = EnvironmentSchema.safeParse(values.get('environment')?.toUpperCase())
  if (told.success) return told.data
  const words = `${values.get('environment') ?? ''} ${values.get('name') ?? ''} ${baseUrl ?? ''}`.toLocaleLowerCase(
    'en',
  )
  return ENVIRONMENT_WORDS.find(([pattern]) => pattern.test(words))?.[1] ?? null
}
