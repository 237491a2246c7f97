import type { Result } from '../shared/lib/result.ts'
import type { Failure } from '../shared/model/failure.ts'
import type { TenantView } from '../shared/model/tenant.ts'

/** What the handlers ask of the desktop around the window; Electron serves it, tests play it. */
export interface Desktop {
  /** The absolute path of the file the admin chose to import, or null for none. */
  readonly chooseLeadFile: () => Promise<string | null>
  /** Where the admin wants the export, or null for nowhere. `name` is a suggestion without extension. */
  readonly chooseExportFile: (name: string, extension: string) => Promise<string | null>
  /** The absolute path of the folder the admin chose to write into, or null for none. */
  readonly chooseFolder: () => Promise<string | null>
  /** Opens a page that the core named as one of Microsoft's portals, in the system's browser. */
  readonly openPortal: (url: string) => Promise<void>
  /** Opens a file with the system's program for it. */
  readonly openFile: (path: string) => Promise<void>
  /** A file that holds a connection or a certificate, or null for none. */
  readonly chooseConnectionFile: () => Promise<string | null>
  /** A file of certificates (PEM), or null for none. */
  readonly chooseCertificateFile: () => Promise<string | null>
  readonly openFolder: (path: string) => Promise<void>
  /** Shows the file in the system's file manager; opens nothing. */
  readonly reveal: (path: string) => void
  /** The record's page: the sandbox's in a window of the console, any other in the system's browser. */
  readonly openRecord: (tenant: TenantView, link: string) => Promise<Result<null, Failure>>
}
