import type { ConsoleHost } from '../compose/console-host.ts'
import type { Core } from '../core/services.ts'
import type { GlobalOptions } from './global-options.ts'
import type { Paint } from './paint.ts'
import type { Terminal } from './terminal.ts'

/** What a command works with. */
export interface CommandContext {
  readonly version: string
  readonly options: GlobalOptions
  readonly terminal: Terminal
  readonly signal: AbortSignal
  readonly paint: Paint
  /** Characters per line of standard output; null where it is no terminal. */
  readonly width: number | null
}

export interface ConsoleContext extends CommandContext {
  readonly host: ConsoleHost
  readonly core: Core
}
