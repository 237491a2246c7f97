import { z } from 'zod'
import type { PlainOutcome, PlainWeb } from '../ports/plain-web.ts'

/** What Hunter's API said to one question; `failed` holds why no answer came. */
export interface HunterAnswer {
  readonly path: string
  readonly status: number | null
  readonly body: string
  readonly failed: string | null
  /** The answer failed for want of a certificate that is trusted. */
  readonly isTls: boolean
}

export interface HunterHealth {
  readonly live: HunterAnswer
  readonly ready: HunterAnswer
  readonly isLive: boolean
  readonly isReady: boolean
  /** Of `ready`: `{"database":true,"redis":false}`; empty where it does not say. */
  readonly checks: Readonly<Record<string, boolean>>
}

/** `unknown`: there is no such route, or the answer is none that the facts know. */
export type HunterFlag = 'on' | 'off' | 'unknown'

export interface HunterBackend {
  /** Null = the tenant has none. */
  readonly url: string | null
  /** True while nobody set a URL: the usual one is tried. */
  readonly isDefault: boolean
  readonly health: () => Promise<HunterHealth>
  /** `environment` of `GET /healthz`, or null where Hunter does not say. */
  readonly environment: () => Promise<string | null>
  readonly flag: () => Promise<{ readonly flag: HunterFlag; readonly answer: HunterAnswer }>
  /** The counters of `GET /healthz/metrics` about D365; null where Hunter does not tell. They are those of its API process alone. */
  readonly metrics: () => Promise<{
    readonly answer: HunterAnswer
    readonly counters: Readonly<Record<string, number>> | null
  }>
  /** `token_length` of the optional test route; null where the deployed version has none. */
  readonly tokenLength: () => Promise<number | null>
}

const TIMEOUT_MS = 5_000

const LiveSchema = z.looseObject({ status: z.literal('alive') })
const ReadySchema = z.looseObject({ status: z.literal('ready'), checks: z.record(z.string(), z.boolean()).optional() })
const ChecksSchema = z.looseObject({ checks: z.record(z.string(), z.boolean()) })
const HealthSchema = z.looseObject({ environment: z.string() })
const MetricsSchema = z.looseObject({ d365: z.record(z.string(), z.unknown()) })
const TokenSchema = z.looseObject({ token_length: z.int().min(1) })

/**
 * Hunter's API, asked for what its operator would ask with curl. Nothing it is sent has an effect there: the flag is learnt from the order
 * in which an empty push request is refused (403 = off, 400 = on).
 */
export function createHunterBackend(
  web: PlainWeb,
  {
    url,
    isDefault,
    signal,
  }: { readonly url: string | null; readonly isDefault: boolean; readonly signal: AbortSignal },
): HunterBackend {
  const ask = async (method: 'GET' | 'POST', path: string, body: string | null = null): Promise<HunterAnswer> => {
    if (url === null) return { path, status: null, body: '', failed: 'There is no URL.', isTls: false }
    return answered(path, await web.ask({ url: `${url}${path}`, method, body, timeoutMs: TIMEOUT_MS, signal }))
  }
  return {
    url,
    isDefault,
    health: async () => {
      const [live, ready] = [await ask('GET', '/healthz/live'), await ask('GET', '/healthz/ready')]
      return {
        live,
        ready,
        isLive: live.status === 200 && parsed(LiveSchema, live) !== null,
        isReady: ready.status === 200 && parsed(ReadySchema, ready) !== null,
        checks: parsed(ChecksSchema, ready)?.checks ?? {},
      }
    },
    environment: async () => parsed(HealthSchema, await ask('GET', '/healthz'))?.environment ?? null,
    flag: async () => {
      const answer = await ask('POST', '/api/v1/d365/push-lead', '{}')
      return { flag: flagOf(answer.status), answer }
    },
    metrics: async () => {
      const answer = await ask('GET', '/healthz/metrics')
      const metrics = answer.status === 200 ? parsed(MetricsSchema, answer) : null
      return { answer, counters: metrics === null ? null : numbersIn(metrics.d365) }
    },
    tokenLength: async () => {
      const answer = await ask('GET', '/test/d365-token')
      return answer.status === 200 ? (parsed(TokenSchema, answer)?.token_length ?? null) : null
    },
  }
}

const flagOf = (status: number | null): HunterFlag => (status === 403 ? 'off' : status === 400 ? 'on' : 'unknown')

const numbersIn = (block: Readonly<Record<string, unknown>>): Record<string, number> =>
  Object.fromEntries(Object.entries(block).filter((entry): entry is [string, number] => typeof entry[1] === 'number'))

const answered = (path: string, outcome: PlainOutcome): HunterAnswer =>
  outcome.ok
    ? { path, status: outcome.status, body: outcome.body, failed: null, isTls: false }
    : { path, status: null, body: '', failed: outcome.code ?? outcome.message, isTls: outcome.isTls === true }

function parsed<S extends z.ZodType>(schema: S, { body }: HunterAnswer): z.output<S> | null {
  try {
    return schema.safeParse(JSON.parse(body)).data ?? null
  } catch {
    return null
  }
}
