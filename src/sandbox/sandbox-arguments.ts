import { parseArgs } from 'node:util'
import type { ColumnProfile } from './dataverse/catalogue/hunter-profiles.ts'
import type { SandboxOptions } from './sandbox-types.ts'

/** The command line asks for something that does not exist. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

export interface ProcessArguments {
  readonly options: SandboxOptions
  readonly isJson: boolean
  readonly exitsWithParent: boolean
}

/** @throws UsageError naming what is wrong with the arguments. */
export const readArguments = (argv: readonly string[]): ProcessArguments => {
  const values = parse(argv)
  const profile = readProfile(values.profile)
  const seed = readNumber('seed', values.seed, 1_000_000)
  const latencyMs = readNumber('latency', values.latency, 600_000)
  const serverTime = readServerTime(values['server-time'])
  const lifetime = readNumber('token-lifetime', values['token-lifetime'], 86_400)
  return {
    isJson: values.json,
    exitsWithParent: values['exit-with-parent'],
    options: {
      storeDir: values.store ?? null,
      port: readNumber('port', values.port, 65_535) ?? 0,
      ...(values.host === undefined ? {} : { host: values.host }),
      reset: values.reset,
      control: values.control,
      limits: { isEnforced: !values['no-limits'], ...readServers(values.servers) },
      ...(seed === undefined ? {} : { seed }),
      ...(latencyMs === undefined ? {} : { latencyMs }),
      ...(profile === undefined ? {} : { profile }),
      ...(serverTime === undefined ? {} : { serverTime }),
      ...(lifetime === undefined ? {} : { tokenLifetimeSeconds: lifetime }),
    },
  }
}

const parse = (argv: readonly string[]) => {
  try {
    return parseArgs({
      args: [...argv],
      strict: true,
      options: {
        store: { type: 'string' },
        port: { type: 'string' },
        host: { type: 'string' },
        reset: { type: 'boolean', default: false },
        seed: { type: 'string' },
        latency: { type: 'string' },
        control: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        'exit-with-parent': { type: 'boolean', default: false },
        profile: { type: 'string' },
        'server-time': { type: 'string' },
        servers: { type: 'string' },
        'no-limits': { type: 'boolean', default: false },
        'token-lifetime': { type: 'string' },
      },
    }).values
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : 'The arguments could not be read.')
  }
}

const readNumber = (name: string, text: string | undefined, most: number): number | undefined => {
  if (text === undefined) return undefined
  const value = Number(text)
  if (!/^\d+$/.test(text) || value > most)
    throw new UsageError(`--${name} takes a whole number from 0 to ${most}, not "${text}".`)
  return value
}

const profiles: readonly ColumnProfile[] = ['hnt', 'hunter', 'none']

const readProfile = (text: string | undefined): ColumnProfile | undefined => {
  if (text === undefined) return undefined
  const profile = profiles.find((known) => known === text)
  if (!profile) throw new UsageError(`--profile takes one of ${profiles.join(', ')}, not "${text}".`)
  return profile
}

const readServers = (text: string | undefined): { servers?: number } => {
  const servers = readNumber('servers', text, 64)
  return servers === undefined ? {} : { servers: Math.max(1, servers) }
}

/** `91,9.1` = 91 ms per request and 9.1 ms per written row. */
const readServerTime = (text: string | undefined): { baseMs: number; perRowMs: number } | undefined => {
  if (text === undefined) return undefined
  const [baseMs = Number.NaN, perRowMs = Number.NaN, ...more] = text.split(',').map(Number)
  if (more.length > 0 || !(baseMs >= 0) || !(perRowMs >= 0)) {
    throw new UsageError('--server-time takes BASE,PER_ROW in milliseconds, e.g. 91,9.1.')
  }
  return { baseMs, perRowMs }
}
