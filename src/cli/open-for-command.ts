import { join } from 'node:path'
import { createCommandLineProxy } from '../adapters/node/command-line-proxy.ts'
import type { ConsoleHost } from '../compose/console-host.ts'
import type { ConsoleAccess } from '../compose/console-options.ts'
import { openConsole } from '../compose/open-console.ts'
import { launchSandboxChild } from '../compose/sandbox-child.ts'
import type { Result } from '../shared/lib/result.ts'
import type { Failure } from '../shared/model/failure.ts'
import type { CommandContext } from './command-context.ts'
import { showProgress } from './show-progress.ts'

/** The judge of the database as Node runs it from a checkout. */
const FILE_JUDGE = join(import.meta.dirname, '..', 'adapters', 'sqlite', 'judge-file-worker.ts')

/** Opens the console for one command; people see on standard error what a long one is doing. */
export async function openForCommand(
  { options, terminal, version }: CommandContext,
  access: ConsoleAccess,
): Promise<Result<ConsoleHost, Failure>> {
  const opened = await openConsole({
    access,
    kind: 'cli',
    dataDirectory: options.dataDir ?? null,
    sandbox: options.sandbox ?? null,
    launchSandbox: launchSandboxChild,
    fileJudge: FILE_JUDGE,
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
