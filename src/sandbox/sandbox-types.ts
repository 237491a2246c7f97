import type { ColumnProfile } from './dataverse/catalogue/hunter-profiles.ts'
import type { LimitSettings } from './limits/limit-settings.ts'
import type { SandboxControl } from './faults/sandbox-control.ts'

/** How a sandbox is to run. */
export interface SandboxOptions {
  /** Where it keeps its data, made if absent; `null` keeps everything in memory. */
  readonly storeDir: string | null
  /** 0 or absent: any free port. */
  readonly port?: number
  /** `127.0.0.1`, `::1` or `localhost`; anything else is refused. */
  readonly host?: string
  /** Starts from an empty organisation; tenant, client, secret and organisation id stay. */
  readonly reset?: boolean
  /** Made-up leads to be there; added where they are missing. */
  readonly seed?: number
  /** Wait on every Web API request, in milliseconds. */
  readonly latencyMs?: number
  /** Opens the control endpoint and `RunningSandbox.control`. */
  readonly control?: boolean
  /** Milliseconds since 1970; the system's clock without it. */
  readonly now?: () => number
  /** Custom lead columns of a fresh organisation; `hnt` without it. */
  readonly profile?: ColumnProfile
  /** Service protection limits that differ from the documented ones. */
  readonly limits?: Partial<LimitSettings>
  /** Capacity model: fixed milliseconds per request, and milliseconds per written row. */
  readonly serverTime?: { readonly baseMs: number; readonly perRowMs: number }
  /** How long a request may take to arrive whole, in milliseconds, its head half of that; 60,000 without it. */
  readonly patienceMs?: number
  /** Connections at once; 1,000 without it. */
  readonly mostConnections?: number
  /** Bytes of request bodies in memory at once, over all connections; 256 MB without it. */
  readonly mostBytesHeld?: number
  /** Token lifetime in seconds; 3599 without it. */
  readonly tokenLifetimeSeconds?: number
}

/** How to reach a running sandbox: exactly the line that `sandbox --json` prints. */
export interface SandboxInfo {
  readonly baseUrl: string
  readonly authority: string
  readonly tenantId: string
  readonly clientId: string
  readonly clientSecret: string
  /** Absolute path of the server's certificate (PEM). */
  readonly caPath: string
  /** With a path that is drawn anew at every start: knowing it is the permission. */
  readonly controlUrl: string | null
}

export interface RunningSandbox {
  readonly info: SandboxInfo
  /** SHA-256 fingerprint of the server's certificate. */
  readonly fingerprint256: string
  /** The control endpoint's operations as functions; `null` unless asked for. */
  readonly control: SandboxControl | null
  close(): Promise<void>
}
