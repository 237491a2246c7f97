import type { ConsoleHost } from '../../../compose/console-host.ts'
import type { Desktop } from '../../desktop.ts'
import type { ReportPages } from '../../report-pages.ts'

/** What handlers may use. `host.core` is read anew on every call: a restored backup replaces it. */
export interface HandlerContext {
  readonly host: ConsoleHost
  readonly desktop: Desktop
  readonly reports: ReportPages
  readonly shell: {
    readonly electron: string
    readonly isStandInRuntime: boolean
    readonly locale: () => string
  }
}
