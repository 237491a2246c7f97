import type { Command } from 'commander'

/** Options that every command takes, before or after its own. */
export interface GlobalOptions {
  readonly dataDir?: string
  readonly json?: true
  readonly sandbox?: string
  readonly secretStdin?: true
  readonly unlock?: string
  readonly tenant?: string
}

export function addGlobalOptions(program: Command): Command {
  return program
    .option('--json', 'one JSON document on standard output and nothing else')
    .option('--tenant <name>', 'the tenant, by name or id')
    .option('--data-dir <dir>', 'the data directory (else HUNTER_CONSOLE_DATA, else the user’s own)')
    .option('--sandbox <file>', 'attach to a running sandbox: the file holds the line that "sandbox --json" printed')
    .option('--secret-stdin', 'read the client secret from standard input')
    .option('--unlock <name>', 'PROD: the tenant’s name, typed to permit this command to write')
}
