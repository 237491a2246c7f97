import { createCommandLineProxy } from '../adapters/node/command-line-proxy.ts'
import type { ConsoleHost } from '../compose/console-host.ts'
import { openConsole, type ConsoleAccess } from '../compose/open-console.ts'
import { launchSandboxChild } from '../compose/sandbox-child.ts'
import type { Result } from '../shared/lib/result.ts'
import type { Failure } from '../shared/model/failure.ts'
import type { CommandContext } from './command-context.ts'
import { showProgress } from './show-progress.ts'

/** Opens the console for one command; people see on standard error what a long one is doing. */
export function openForCommand(
  { options, terminal, version }: CommandContext,
  access: ConsoleAccess,
): Result<ConsoleHost, Failure> {
  const opened = openConsole({
    access,
    kind: 'cli',
    dataDirectory: options.dataDir ?? null,
    sandbox: options.sandbox ?? null,
    launchSandbox: launchSandboxChild,
    pdfPrinter: null,
    badgeCamera: null,
    systemProxy: createCommandLineProxy((sentence) => terminal.stderr.write(`${sentence}\n`)),
    appVersion: version,
    env: terminal.env,
    knownSecrets: terminal.knownSecrets,
  })
  if (opened.ok && options.json !== true) showProgress(opened.value.events, (text) => terminal.stderr.write(text))
  return opened
}
