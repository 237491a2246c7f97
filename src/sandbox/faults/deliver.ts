import { setTimeout as wait } from 'node:timers/promises'
import { sendReply } from '../server/send-reply.ts'
import type { ServerResponse } from 'node:http'
import type { HeaderValues, Reply } from '../dataverse/operation.ts'
import type { Fault } from './fault-rule.ts'

/**
 * Ends the connection at once, as a crashed machine or a broken line does. A TLS socket cannot be reset
 * (`resetAndDestroy` throws ERR_INVALID_HANDLE_TYPE and, from a write's callback, ends the process), so it is destroyed.
 */
export const cut = (response: ServerResponse): void => {
  response.socket?.destroy()
}

/** Sends an answer the way the fault says: in drops, torn off, or as it is. */
export const deliver = async (
  response: ServerResponse,
  reply: Reply,
  headers: HeaderValues,
  fault: Fault | undefined,
): Promise<void> => {
  switch (fault?.kind) {
    case 'drip':
      return drip(response, reply, headers, fault.intervalMs ?? 1_000)
    case 'truncate':
      return truncate(response, reply, headers)
    default:
      sendReply(response, reply, headers)
  }
}

const startWhole = (response: ServerResponse, reply: Reply, headers: HeaderValues): Buffer => {
  const body = Buffer.from(reply.body)
  const all: Record<string, string | string[]> = {}
  for (const [name, value] of [...Object.entries(headers), ...Object.entries(reply.headers)]) {
    all[name] = typeof value === 'string' ? value : [...value]
  }
  response.writeHead(reply.status, { ...all, 'Content-Length': String(body.length) })
  return body
}

const drip = async (
  response: ServerResponse,
  reply: Reply,
  headers: HeaderValues,
  intervalMs: number,
): Promise<void> => {
  const body = startWhole(response, { ...reply, status: reply.status === 204 ? 200 : reply.status }, headers)
  response.flushHeaders()
  for (let at = 0; at < body.length && !response.destroyed; at += 1) {
    await wait(intervalMs)
    response.write(body.subarray(at, at + 1))
  }
  response.end()
}

/** A 204 has no body to tear, so it becomes a 200 that promises one. */
const truncate = (response: ServerResponse, reply: Reply, headers: HeaderValues): Promise<void> => {
  const body = reply.body.length > 1 ? reply.body : '{"@odata.context":"torn"}'
  const whole = startWhole(response, { ...reply, status: reply.status === 204 ? 200 : reply.status, body }, headers)
  return new Promise((resolve) => {
    response.write(whole.subarray(0, Math.floor(whole.length / 2)), () => {
      cut(response)
      resolve()
    })
  })
}
