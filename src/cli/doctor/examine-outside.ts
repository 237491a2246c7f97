import { lookup } from 'node:dns/promises'
import { connect } from 'node:tls'
import type { SecretStore } from '../../core/ports/secret-store.ts'
import { finding, type Finding } from './finding.ts'

const SIGN_IN_HOST = 'login.microsoftonline.com'
const LIMIT_MS = 4_000

export async function examineKeychain(store: SecretStore): Promise<Finding> {
  const state = await store.availability()
  return state.isAvailable
    ? finding('keychain', 'Keychain', 'passed', state.name)
    : finding('keychain', 'Keychain', 'warning', [state.why, state.remedy])
}

/** Whether Entra ID's public sign-in can be reached: name, connection, certificate, in this order. Sends nothing. */
export async function examineNetwork(host: string = SIGN_IN_HOST, port = 443): Promise<Finding> {
  const trouble = (await resolveName(host)) ?? (await shakeHands(host, port))
  if (trouble === null) return finding('network', 'Entra ID sign-in', 'passed', `${host} answers`)
  const remedy =
    'Needed for tenants of your own only; the sandbox works without a network. Check DNS, firewall and proxy.'
  return finding('network', 'Entra ID sign-in', 'warning', [`${host}: ${trouble}`, remedy])
}

const networkWords = (error: unknown): string =>
  error instanceof Error ? ((error as NodeJS.ErrnoException).code ?? error.message) : String(error)

async function resolveName(host: string): Promise<string | null> {
  const answer = await Promise.race([
    lookup(host).then(
      () => null,
      (error: unknown) => `the name is not found (${networkWords(error)})`,
    ),
    new Promise<string>((resolve) => setTimeout(resolve, LIMIT_MS, 'the name service does not answer').unref()),
  ])
  return answer
}

function shakeHands(host: string, port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, servername: host, timeout: LIMIT_MS })
    const end = (trouble: string | null): void => {
      socket.destroy()
      resolve(trouble)
    }
    socket.once('secureConnect', () => end(null))
    socket.once('timeout', () => end('no connection in time'))
    socket.once('error', (error: NodeJS.ErrnoException) => end(error.code ?? error.message))
  })
}
