import { join } from 'node:path'
import { openConsole } from '../../../src/compose/open-console.ts'
import { createKnownSecrets } from '../../../src/core/ports/known-secrets.ts'
import type { SandboxInfo } from '../../../src/sandbox/sandbox-types.ts'
import { ok } from '../../../src/shared/lib/result.ts'

/*
 * A console as the window opens it, without the window: takes up what an earlier process left, or begins a push of everything; says so at the first
 * lead that D365 confirms. With `once` it ends there by itself, which keeps its compiled code for the next.
 */

const [dataDirectory = '', info = '{}', howOften] = process.argv.slice(2)
const running = {
  info: JSON.parse(info) as SandboxInfo,
  exited: new Promise<void>(() => undefined),
  stop: () => Promise.resolve(),
}
const opened = await openConsole({
  access: 'write',
  kind: 'window',
  dataDirectory,
  sandbox: null,
  launchSandbox: () => () => Promise.resolve(ok(running)),
  fileJudge: join(import.meta.dirname, 'judge-file-worker.js'),
  pdfPrinter: null,
  badgeCamera: null,
  systemProxy: { find: () => Promise.resolve(null) },
  appVersion: '0.1.0',
  env: {},
  knownSecrets: createKnownSecrets(),
})
if (!opened.ok) throw new Error(opened.failure.message)
const host = opened.value
let isTold = false
host.events.subscribe((event) => {
  if (isTold || event.type !== 'activity' || event.event.name !== 'd365_lead_created') return
  isTold = true
  process.stdout.write('confirmed\n', () => {
    if (howOften === 'once') process.exit()
  })
})
await host.recover()
const tenants = await host.core.tenants.list()
if (tenants.ok) for (const { id } of tenants.value) await host.core.push.run(id, { all: true })
