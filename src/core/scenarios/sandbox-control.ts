import { X509Certificate } from 'node:crypto'
import { z } from 'zod'
import { createTransport } from '../d365/http/axios-transport.ts'
import type { RawRequest } from '../d365/http/transport.ts'
import type { SandboxHost } from '../ports/sandbox-host.ts'

/** A fault as the sandbox's control endpoint takes it (docs/sandbox.md). Without `count` it stands until it is removed. */
export interface ServerFault {
  readonly match: { readonly method: string; readonly pathPattern: string }
  readonly fault: Readonly<Record<string, string | number>>
  readonly count?: number
  readonly skip?: number
}

/** The sandbox's control endpoint. Every call rejects with SandboxControlLost when it is not answered as documented. */
export interface SandboxControl {
  /** Others use the same sandbox: what concerns everybody must stay as it is. */
  readonly isShared: boolean
  readonly addFault: (fault: ServerFault) => Promise<number>
  /** Removes it; answers how often it was met. */
  readonly removeFault: (id: number) => Promise<number>
  /** Lets only `most` requests run at the same time, and slows them so that they meet; answers the way back. */
  readonly limitConcurrency: (most: number) => Promise<() => Promise<void>>
  readonly close: () => void
}

/** The endpoint went away or answers otherwise than documented: the step that needed it cannot say anything. */
export class SandboxControlLost extends Error {
  override readonly name = 'SandboxControlLost'
}

const FaultAnswer = z.object({ id: z.int(), injected: z.int() })
const FaultList = z.object({ faults: z.array(FaultAnswer) })
const LimitsAnswer = z.object({ concurrent: z.int() })
const TimeAnswer = z.object({ latencyMs: z.number() })

/** Long enough that requests sent at the same time are under way at the same time. */
const OVERLAP_MS = 15

/** Null where the sandbox was started without its control endpoint, or cannot be reached at all. */
export async function openSandboxControl(host: SandboxHost): Promise<SandboxControl | null> {
  const found = await host.info()
  if (!found.ok || found.value.controlUrl === null) return null
  const { controlUrl, caPem, isShared } = found.value
  const { origin, pathname } = new URL(controlUrl)
  const transport = createTransport({ trust: { caPem, fingerprint256: new X509Certificate(caPem).fingerprint256 } })

  const ask = async <T>(
    method: RawRequest['method'],
    path: string,
    schema: z.ZodType<T>,
    body?: object,
  ): Promise<T> => {
    const outcome = await transport.send({
      origin,
      path: `${pathname}/${path}`,
      method,
      headers: body === undefined ? {} : { 'Content-Type': 'application/json' },
      body: body === undefined ? null : JSON.stringify(body),
    })
    const answer = outcome.ok ? schema.safeParse(readJson(outcome.answer.body)) : null
    if (answer?.success === true) return answer.data
    throw new SandboxControlLost(`The sandbox’s control endpoint did not answer ${method} ${path} as documented.`)
  }

  return {
    isShared,
    addFault: async (fault) => (await ask('POST', 'faults', FaultAnswer, fault)).id,
    removeFault: async (id) => {
      const { faults } = await ask('GET', 'faults', FaultList)
      await ask('DELETE', `faults/${String(id)}`, z.object({ removed: z.int() }))
      return faults.find((fault) => fault.id === id)?.injected ?? 0
    },
    limitConcurrency: async (most) => {
      const limits = await ask('GET', 'limits', LimitsAnswer)
      const time = await ask('GET', 'server-time', TimeAnswer)
      await ask('POST', 'server-time', TimeAnswer, { latencyMs: OVERLAP_MS })
      await ask('POST', 'limits', LimitsAnswer, { concurrent: most })
      return async () => {
        await ask('POST', 'limits', LimitsAnswer, limits)
        await ask('POST', 'server-time', TimeAnswer, time)
      }
    },
    close: transport.close,
  }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
