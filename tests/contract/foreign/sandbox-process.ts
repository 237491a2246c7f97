import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import tls from 'node:tls'
import { ConfidentialClientApplication } from '@azure/msal-node'
import type { SandboxInfo } from '../../../src/sandbox/sandbox-types.ts'
import { makeTempDir } from '../../support/temp-dir.ts'

/** A sandbox in a process of its own, known to its clients by nothing but the line that it printed. */
export interface SandboxProcess extends AsyncDisposable {
  readonly info: SandboxInfo
  /** Root of the Web API, without a slash at its end. */
  readonly apiUrl: string
  /** A bearer that MSAL obtained. */
  token(): Promise<string>
}

const ENTRY = join(import.meta.dirname, '..', '..', '..', 'src', 'sandbox', 'sandbox-process.ts')

/**
 * Starts a sandbox and makes this test process trust its certificate beside the usual ones, as `NODE_EXTRA_CA_CERTS` would:
 * verification stays on, and the clients need no option for it. Needs Node 22.19 or 24.5, which brought the function.
 */
export async function startSandboxProcess(...args: readonly string[]): Promise<SandboxProcess> {
  const folder = makeTempDir('hunter-foreign-')
  const child = spawn(process.execPath, [ENTRY, '--json', '--exit-with-parent', '--store', folder.path, ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const info = await firstLine(child)
  tls.setDefaultCACertificates([...tls.getCACertificates('default'), readFileSync(info.caPath, 'utf8')])
  // A proxy of this machine is no way to loopback.
  delete process.env['https_proxy']
  const application = confidentialClient(info)
  return {
    info,
    apiUrl: `${info.baseUrl}/api/data/v9.2`,
    token: async () => {
      const result = await application.acquireTokenByClientCredential({ scopes: [`${info.baseUrl}/.default`] })
      return result?.accessToken ?? ''
    },
    [Symbol.asyncDispose]: async () => {
      const isRunning = child.exitCode === null && child.signalCode === null
      if (isRunning && child.kill('SIGTERM')) await once(child, 'exit')
      folder.remove()
    },
  }
}

/** MSAL's client for the sandbox; `over` replaces what signs in. */
export const confidentialClient = (
  info: SandboxInfo,
  over: Partial<{ clientId: string; authority: string; clientSecret: string }> = {},
): ConfidentialClientApplication =>
  new ConfidentialClientApplication({
    auth: {
      clientId: info.clientId,
      authority: info.authority,
      clientSecret: info.clientSecret,
      knownAuthorities: [new URL(info.baseUrl).host],
      ...over,
    },
  })

const firstLine = async (child: ChildProcess): Promise<SandboxInfo> => {
  if (!child.stdout) throw new Error('The sandbox came without standard output.')
  for await (const line of createInterface({ input: child.stdout })) return JSON.parse(line) as SandboxInfo
  throw new Error('The sandbox ended before it listened.')
}
