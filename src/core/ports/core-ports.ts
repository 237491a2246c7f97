import type { BadgeCamera } from './badge-camera.ts'
import type { Clock } from './clock.ts'
import type { FileWriter } from './files.ts'
import type { KnownSecrets } from './known-secrets.ts'
import type { Log } from './log.ts'
import type { LogFiles } from './log-files.ts'
import type { PdfPrinter } from './pdf-printer.ts'
import type { PlainWeb } from './plain-web.ts'
import type { Random } from './random.ts'
import type { SandboxHost } from './sandbox-host.ts'
import type { SecretStore } from './secret-store.ts'
import type { SystemProxy } from './system-proxy.ts'
import type { DecisionSidecar, LocalData } from './stores.ts'

/** Everything the core asks of the world. */
export interface CorePorts {
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  readonly logFiles: LogFiles
  readonly data: LocalData
  readonly secrets: SecretStore
  readonly knownSecrets: KnownSecrets
  readonly sidecar: DecisionSidecar
  readonly files: FileWriter
  readonly pdfPrinter: PdfPrinter
  readonly badgeCamera: BadgeCamera
  readonly web: PlainWeb
  readonly sandbox: SandboxHost
  readonly systemProxy: SystemProxy
  /** Where reports go when nobody names a directory. */
  readonly reportsDirectory: string
  readonly recordedBy: { readonly user: string; readonly machine: string }
  readonly appVersion: string
}
