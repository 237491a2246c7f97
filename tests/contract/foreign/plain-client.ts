import type { SandboxProcess } from './sandbox-process.ts'

export type Json = Readonly<Record<string, unknown>>

/** Requests written out by hand, over the platform's own `fetch`. */
export interface PlainClient {
  /** `path` lies below the Web API. */
  send(method: string, path: string, body?: object, headers?: Readonly<Record<string, string>>): Promise<Response>
  json(answer: Response | Promise<Response>): Promise<Json>
  /** Status and Dataverse code, e.g. `412 0x80040237`. */
  refusal(answer: Response | Promise<Response>): Promise<string>
  /** The rows of a collection. */
  rows(path: string): Promise<readonly Json[]>
  /** `path` lies below the control endpoint. */
  control(path: string, body: object): Promise<void>
}

export const whole = { Prefer: 'return=representation' }

export const plainClient = (sandbox: SandboxProcess): PlainClient => {
  const send: PlainClient['send'] = async (method, path, body, headers = {}) =>
    fetch(`${sandbox.apiUrl}/${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${await sandbox.token()}`,
        Accept: 'application/json',
        'Content-Type': 'application/json',
        'OData-MaxVersion': '4.0',
        'OData-Version': '4.0',
        'If-None-Match': 'null',
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  const json: PlainClient['json'] = async (answer) => (await (await answer).json()) as Json
  return {
    send,
    json,
    refusal: async (answer) => {
      const { status } = await answer
      const error = (await json(answer))['error'] as Json | undefined
      return `${status} ${String(error?.['code'])}`
    },
    rows: async (path) => (await json(send('GET', path)))['value'] as readonly Json[],
    control: async (path, body) => {
      const headers = { 'Content-Type': 'application/json' }
      const url = `${sandbox.info.controlUrl ?? ''}${path}`
      const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })
      if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    },
  }
}
