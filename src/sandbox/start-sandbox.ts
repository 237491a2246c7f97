import { openSandbox } from './open-sandbox.ts'
import type { RunningSandbox, SandboxOptions } from './sandbox-types.ts'

/**
 * Starts a sandbox tenant in this process: a simulated Entra ID and Dataverse over HTTPS on loopback.
 *
 * @throws StoreHeldError when another process holds the store; RangeError for a host that is not loopback; the socket's error
 *   (`EADDRINUSE`) for a port that is taken.
 */
export const startSandbox = async (options: SandboxOptions): Promise<RunningSandbox> => {
  const { info, fingerprint256, ready, close } = await openSandbox(options)
  const { control } = await ready
  return { info, fingerprint256, control: options.control ? control : null, close }
}

export type { RunningSandbox, SandboxOptions } from './sandbox-types.ts'
