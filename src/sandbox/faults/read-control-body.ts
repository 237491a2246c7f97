import { depths } from '../dataverse/security/privilege-names.ts'
import { defaultLimits } from '../limits/limit-settings.ts'
import { defaultTokenSettings, tokenChoices } from '../entra/token-settings.ts'
import { UnreadableControlError } from './unreadable-control-error.ts'
import type { ApplicationUserState } from '../dataverse/seed/application-user-state.ts'
import type { TokenSettings } from '../entra/token-settings.ts'
import type { Fault, FaultChange, FaultKind, FaultMatch, FaultRequest } from './fault-rule.ts'

type Json = Readonly<Record<string, unknown>>

export const asObject = (value: unknown, what: string): Json => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new UnreadableControlError(`${what} must be a JSON object.`)
  }
  return value as Json
}

const kinds: readonly FaultKind[] = [
  'status',
  'html',
  'message',
  'empty',
  'junk',
  'delay',
  'silence',
  'drip',
  'cut-before-commit',
  'cut-after-commit',
  'truncate',
  'change',
]

export type Check = (value: unknown) => boolean
export const isText: Check = (value) => typeof value === 'string'
export const isFlag: Check = (value) => typeof value === 'boolean'
const isNumber: Check = (value) => typeof value === 'number' && Number.isFinite(value)
const isTextOrNumber: Check = (value) => isText(value) || isNumber(value)
const isTexts: Check = (value) => typeof value === 'object' && value !== null && Object.values(value).every(isText)

const faultFields: Readonly<Record<keyof Fault, Check>> = {
  kind: (value) => kinds.some((kind) => kind === value),
  status: isNumber,
  code: isText,
  message: isText,
  retryAfter: isTextOrNumber,
  headers: isTexts,
  delayMs: isNumber,
  afterCommit: isFlag,
  intervalMs: isNumber,
  change: () => true,
}

const matchFields: Readonly<Record<keyof FaultMatch, Check>> = {
  method: isText,
  path: isText,
  pathPattern: isText,
  table: isText,
}

export const checkFields = (value: Json, fields: Readonly<Record<string, Check>>, what: string): void => {
  for (const [name, given] of Object.entries(value)) {
    const check = fields[name]
    if (!check) throw new UnreadableControlError(`${what} has no member '${name}'.`)
    if (!check(given)) throw new UnreadableControlError(`The member '${name}' of ${what} has a wrong value.`)
  }
}

export const readFaultRequest = (body: unknown): FaultRequest => {
  const request = asObject(body, 'A fault')
  checkFields(
    request,
    { match: () => true, fault: () => true, count: isNumber, skip: isNumber, rate: isNumber, seed: isNumber },
    'a fault request',
  )
  const fault = asObject(request['fault'], "The member 'fault'")
  checkFields(fault, faultFields, 'fault')
  if (fault['kind'] === undefined)
    throw new UnreadableControlError(`'fault.kind' is missing; one of ${kinds.join(', ')}.`)
  const change = fault['change'] === undefined ? {} : { change: readChange(fault['change']) }
  if (request['match'] !== undefined)
    checkFields(asObject(request['match'], "The member 'match'"), matchFields, 'match')
  return { ...request, fault: { ...fault, ...change } } as unknown as FaultRequest
}

const readChange = (value: unknown): FaultChange => {
  const given = asObject(value, "The member 'change'")
  checkFields(given, { expireTokens: isFlag, applicationUser: () => true, limits: () => true }, 'change')
  return {
    expireTokens: given['expireTokens'] === true,
    ...(given['applicationUser'] === undefined
      ? {}
      : { applicationUser: readApplicationUserState(given['applicationUser']) }),
    ...(given['limits'] === undefined ? {} : { limits: readChanges(defaultLimits(), given['limits']) }),
  }
}

/** Picks known members of the same type as in `shape`; a member that is `undefined` there takes a number. */
export const readChanges = <T extends object>(shape: T, body: unknown): Partial<T> => {
  const changes = asObject(body, 'The body')
  const known = new Map(Object.entries(shape))
  for (const [name, value] of Object.entries(changes)) {
    if (!known.has(name)) throw new UnreadableControlError(`There is no setting '${name}'.`)
    const expected = typeof known.get(name) === 'undefined' ? 'number' : typeof known.get(name)
    if (typeof value !== expected) throw new UnreadableControlError(`The setting '${name}' takes a ${expected}.`)
  }
  return changes as Partial<T>
}

export const readTokenChanges = (body: unknown): Partial<TokenSettings> => {
  const changes = readChanges(defaultTokenSettings(), body)
  for (const [name, choices] of Object.entries(tokenChoices)) {
    const value = changes[name as keyof typeof tokenChoices]
    if (value === undefined || choices.some((choice) => choice === value)) continue
    throw new UnreadableControlError(`The setting '${name}' is one of ${choices.join(', ')}.`)
  }
  return changes
}

export const readCount = (body: unknown): number => {
  const count = asObject(body, 'The body')['count']
  if (typeof count !== 'number' || !Number.isInteger(count) || count < 0 || count > 1_000_000) {
    throw new UnreadableControlError("'count' must be a whole number from 0 to 1000000.")
  }
  return count
}

export const readApplicationUserState = (body: unknown): ApplicationUserState => {
  const given = asObject(body, 'The body')
  switch (given['state']) {
    case 'ready':
    case 'missing':
    case 'disabled':
    case 'no-roles':
      return { state: given['state'] }
    case 'roles':
      return { state: 'roles', roles: readNames(given['roles']), byTeam: given['byTeam'] === true }
    case 'privileges':
      return { state: 'privileges', privileges: readDepths(given['privileges']), exact: given['exact'] === true }
    default:
      throw new UnreadableControlError("'state' is one of ready, missing, disabled, no-roles, roles, privileges.")
  }
}

const readNames = (value: unknown): readonly string[] => {
  if (Array.isArray(value) && value.every((name): name is string => typeof name === 'string')) return value
  throw new UnreadableControlError("'roles' must be a list of role names.")
}

const readDepths = (value: unknown): Readonly<Record<string, (typeof depths)[number] | null>> => {
  const privileges = asObject(value, "'privileges'")
  for (const depth of Object.values(privileges)) {
    if (depth !== null && !depths.some((known) => known === depth)) {
      throw new UnreadableControlError(`A privilege's depth is one of ${depths.join(', ')}, or null.`)
    }
  }
  return privileges as Readonly<Record<string, (typeof depths)[number] | null>>
}
