import { readFileSync } from 'node:fs'
import { Agent, request } from 'node:https'
import { startSandbox, type RunningSandbox, type SandboxOptions } from '../../../src/sandbox/start-sandbox.ts'
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'

/** An answer as it came over the wire. */
export interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly rawHeaders: readonly string[]
  readonly text: string
}

export interface Question {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  /** Text goes as it is, everything else as JSON. */
  readonly body?: unknown
}

export type Json = Readonly<Record<string, unknown>>

/**
 * A client of its own for a running sandbox, plain `node:https`: it shares nothing with the console's client, so that the two
 * cannot agree on a misunderstanding.
 */
export interface Wire extends AsyncDisposable {
  readonly sandbox: RunningSandbox
  /** Path and query below the host. Rejects with the socket's error for a torn answer. */
  send(path: string, question?: Question): Promise<Answer>
  /** The same below the Web API, with a bearer and the OData headers. */
  api(path: string, question?: Question): Promise<Answer>
  token(): Promise<string>
  /** Forgets the token; the next call asks for a new one. */
  forgetToken(): void
}

const api = '/api/data/v9.2/'

export async function openWire(options: Partial<SandboxOptions> = {}): Promise<Wire> {
  const sandbox = await startSandbox({ storeDir: null, control: true, ...options })
  const agent = new Agent({ ca: readFileSync(sandbox.info.caPath), keepAlive: true })
  const send = (path: string, question: Question = {}): Promise<Answer> =>
    exchange(new URL(sandbox.info.baseUrl), agent, path, question)
  let bearer: Promise<string> | undefined
  const token = (): Promise<string> => (bearer ??= signIn(sandbox, send))
  return {
    sandbox,
    send,
    token,
    forgetToken: () => {
      bearer = undefined
    },
    api: async (path, question = {}) =>
      send(api + path, {
        ...question,
        headers: {
          Authorization: `Bearer ${await token()}`,
          'Content-Type': 'application/json',
          'OData-Version': '4.0',
          'OData-MaxVersion': '4.0',
          ...question.headers,
        },
      }),
    [Symbol.asyncDispose]: async () => {
      agent.destroy()
      await sandbox.close()
    },
  }
}

export const formHeaders = { 'Content-Type': 'application/x-www-form-urlencoded' }

const signIn = async ({ info }: RunningSandbox, send: Wire['send']): Promise<string> => {
  const answer = await send(`/${info.tenantId}/oauth2/v2.0/token`, {
    method: 'POST',
    headers: formHeaders,
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: info.clientId,
      client_secret: info.clientSecret,
      scope: `${info.baseUrl}/.default`,
    }).toString(),
  })
  return String(json(answer)['access_token'])
}

const exchange = (base: URL, agent: Agent, path: string, question: Question): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const { method = 'GET', headers = {}, body } = question
    const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body)
    const sent = request(
      {
        host: base.hostname,
        port: base.port,
        servername: '',
        path,
        method,
        agent,
        headers: { ...headers, ...lengthOf(text) },
      },
      (response) => resolve(readWhole(response)),
    )
    sent.once('error', reject)
    sent.end(text)
  })

const lengthOf = (text: string): Record<string, string> =>
  text === '' ? {} : { 'Content-Length': String(Buffer.byteLength(text)) }

const readWhole = async (response: IncomingMessage): Promise<Answer> => {
  const chunks: Buffer[] = []
  for await (const chunk of response) chunks.push(chunk as Buffer)
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    rawHeaders: response.rawHeaders,
    text: Buffer.concat(chunks).toString('utf8'),
  }
}

export const json = (answer: Answer): Json => JSON.parse(answer.text) as Json

/** Status and Dataverse code of a refusal, e.g. `412 0x80060882`. */
export const refusal = (answer: Answer): string => {
  const error = json(answer)['error'] as Json | undefined
  return `${answer.status} ${String(error?.['code'])}`
}

/** The rows of a collection. */
export const rows = (answer: Answer): readonly Json[] => json(answer)['value'] as readonly Json[]
