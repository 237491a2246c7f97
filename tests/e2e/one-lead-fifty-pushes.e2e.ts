import { expect, test, type Page } from '@playwright/test'
import type { RawBridge } from '../../src/shared/contract/bridge.ts'
import { CALLS, EnvelopeSchema, type CallInput, type CallOutput } from '../../src/shared/contract/calls.ts'
import type { CallName } from '../../src/shared/contract/names.ts'
import { PushResultSchema, type PushResult } from '../../src/shared/model/push.ts'
import { chooseFile } from '../support/choose-file.ts'
import { LEADS_CSV } from '../support/fixture-path.ts'
import { launchApp } from '../support/launch-app.ts'
import { runCommandLine } from '../support/run-command-line.ts'
import { startSharedSandbox } from '../support/shared-sandbox.ts'
import { makeTempDir } from '../support/temp-dir.ts'
import { ConsoleWindow } from './pages/console-window.ts'
import { LeadsPage } from './pages/leads-page.ts'

const DOMAIN = 'gunes-gida.example'
const BY_WINDOW = 40
const BY_EACH_COMMAND_LINE = 5
/** Creates are held this long before they take effect, so that all three places have looked in vain by then. */
const HELD_MS = 10_000

/** One push after the other: a data directory has one writer at a time. */
async function pushFromCommandLine(dataDir: string, env: Readonly<Record<string, string>>): Promise<PushResult[]> {
  const results: PushResult[] = []
  while (results.length < BY_EACH_COMMAND_LINE) {
    const { code, stdout, stderr } = await runCommandLine(
      ['push', '--tenant', 'sandbox', '--domain', DOMAIN, '--json'],
      { dataDir, env },
    )
    if (code !== 0) throw new Error(`push ended with ${String(code)}: ${stdout}${stderr}`)
    results.push(PushResultSchema.parse(JSON.parse(stdout)))
  }
  return results
}

/** Asks as the page asks, several times at once. @throws Error for an answer that is a failure or no answer of this call */
async function ask<N extends CallName>(page: Page, name: N, input: CallInput<N>, times = 1): Promise<CallOutput<N>[]> {
  const answers = await page.evaluate(
    ([call, given, count]) => {
      const { hunterConsole } = globalThis as unknown as { hunterConsole: RawBridge }
      return Promise.all(Array.from({ length: count }, () => hunterConsole.call(call, given)))
    },
    [name, input, times] as const,
  )
  return answers.map((answer) => {
    const envelope = EnvelopeSchema.parse(answer)
    if (!envelope.ok) throw new Error(`${name}: ${JSON.stringify(envelope.failure)}`)
    return CALLS[name].output.parse(envelope.value) as CallOutput<N>
  })
}

/** What the window's pushes that are over came to. */
async function resultsOfWindow(page: Page, tenantId: string): Promise<PushResult[]> {
  const [runs = []] = await ask(page, 'runs:list', { tenantId, kind: 'push', limit: 200 })
  return runs.filter(({ finishedAt }) => finishedAt !== null).map(({ result }) => PushResultSchema.parse(result))
}

test('fifty pushes of one lead at the same time, from the window and from two command lines with data of their own: one row', async () => {
  test.setTimeout(180_000)
  await using sandbox = await startSharedSandbox()
  using second = makeTempDir()
  using third = makeTempDir()
  const others = [second.path, third.path]
  await using console = await launchApp({ env: sandbox.env })
  const { page } = console
  await new ConsoleWindow(page).goTo('Leads')
  await chooseFile(console.app, LEADS_CSV)
  const leads = new LeadsPage(page)
  await leads.import()
  for (const dataDir of others) await runCommandLine(['leads', 'import', LEADS_CSV], { dataDir, env: sandbox.env })

  const [tenants = []] = await ask(page, 'tenants:list', {})
  const tenantId = tenants[0]?.id ?? ''

  const held = sandbox.control.addFault({
    match: { method: 'PATCH', table: 'lead' },
    fault: { kind: 'delay', delayMs: HELD_MS },
  })
  const creates = () => sandbox.control.listFaults().find(({ id }) => id === held.id)?.injected
  const fromCommandLines = Promise.all(others.map((dataDir) => pushFromCommandLine(dataDir, sandbox.env)))
  await expect.poll(creates, { timeout: 60_000 }).toBe(2)
  await leads.push(DOMAIN)
  const selection = { domains: [DOMAIN] }
  await ask(page, 'push:start', { tenantId, selection }, BY_WINDOW - 1)
  const byCommandLines = (await fromCommandLines).flat()
  await expect.poll(async () => (await resultsOfWindow(page, tenantId)).length, { timeout: 60_000 }).toBe(BY_WINDOW)

  // Each place sent one create: nobody had seen the row of another.
  expect(creates()).toBe(3)
  const rows = sandbox.control.leads().filter(({ subject }) => subject === `Hunter: ${DOMAIN}`)
  expect(rows).toHaveLength(1)
  const told = [...byCommandLines, ...(await resultsOfWindow(page, tenantId))].flatMap((result) => result.leads)
  expect(told).toHaveLength(BY_WINDOW + 2 * BY_EACH_COMMAND_LINE)
  expect(new Set(told.map(({ d365_lead_id }) => d365_lead_id))).toEqual(new Set([rows[0]?.['leadid']]))
  const outcomes = told.map(({ outcome }) => outcome)
  expect(outcomes.filter((outcome) => outcome === 'created')).toHaveLength(1)
  expect(outcomes.filter((outcome) => !['created', 'adopted', 'skipped'].includes(outcome))).toEqual([])
})
