import { randomUUID } from 'node:crypto'
import { expect, test } from '@playwright/test'
import { ask } from '../support/ask.ts'
import { launchApp } from '../support/launch-app.ts'
import { ConsoleWindow } from './pages/console-window.ts'
import { GatePage } from './pages/gate-page.ts'
import { ReportsPage } from './pages/reports-page.ts'

test('a GO without evidence is refused with its reasons, and a NO-GO is recorded in a log that verifies', async () => {
  await using started = await launchApp()
  const { page } = started
  const gate = new GatePage(page)
  await new ConsoleWindow(page).goTo('Gate')
  await expect(page.getByRole('main').getByText('No decision has been recorded yet.')).toBeVisible()

  await gate.choose('GO')
  await expect(page.getByRole('main').getByText('A GO would be refused')).toBeVisible()
  await expect(page.getByRole('listitem').filter({ hasText: /^E1\.1 .*Not run$/ })).toBeVisible()
  await gate.record('GO')
  await expect(page.getByRole('alert').filter({ hasText: 'Run what is missing' })).toBeVisible()
  await expect(page.getByRole('main').getByText('No decision has been recorded yet.')).toBeVisible()

  await gate.choose('NO-GO')
  await gate.reason.fill('The scenarios have not been run.')
  await gate.approver.fill('Deniz Kaya')
  await page.getByRole('checkbox', { name: 'Leave a note in this tenant’s D365' }).check()
  await gate.record('NO-GO')
  await expect(page.getByRole('main').getByText('NO-GO recorded as entry 1. A note with its hash lies')).toBeVisible()
  await expect(gate.log.getByText('ok, 1 entry')).toBeVisible()
  const entry = gate.log.getByRole('listitem').first()
  await expect(entry).toContainText('The scenarios have not been run.')
  await expect(entry).toContainText('approved by Deniz Kaya')
})

test('a GO against the rules is recorded only with a reason for it, which the log and the report show with the blockers for ever', async () => {
  await using started = await launchApp()
  const { page } = started
  const gate = new GatePage(page)
  const window = new ConsoleWindow(page)
  await window.goTo('Setup')
  await page.getByRole('button', { name: 'Run checks' }).first().click()
  await expect(page.getByText('No check failed.')).toBeVisible({ timeout: 30_000 })
  await window.goTo('Gate')
  await gate.choose('GO')
  await gate.reason.fill('The go-live cannot wait.')
  await gate.approver.fill('Deniz Kaya')
  await page.getByRole('checkbox', { name: 'Override the rules with a reason' }).check()
  await gate.record('GO')
  await expect(page.getByRole('main').getByText('No decision has been recorded yet.')).toBeVisible()

  await page.getByRole('textbox', { name: /Reason for the override/ }).fill('Accepted by the steering board.')
  await gate.record('GO')
  await expect(page.getByRole('main').getByText('GO recorded as entry 1.')).toBeVisible()
  const entry = gate.log.getByRole('listitem').first()
  await entry.getByRole('button', { name: 'Entry' }).click()
  await expect(entry).toContainText('Accepted by the steering board.')
  await expect(entry).toContainText('E1.1 Senaryo 1 (Happy Path): not run')

  await window.goTo('Reports')
  await new ReportsPage(page).run('Checks').getByRole('button', { name: 'Preview' }).click()
  const decision = page.frameLocator('iframe[title="The report"]').locator('section[aria-labelledby="decision"]')
  await expect(decision).toContainText('Accepted by the steering board.')
  await expect(decision).toContainText('E1.1 Senaryo 1 (Happy Path): not run')
})

test('a line of the gate says until when it holds and, once stale, why; E2.4 of a released PROD tenant leads to C1', async () => {
  await using started = await launchApp()
  const { page } = started
  const window = new ConsoleWindow(page)
  const gate = new GatePage(page)
  await window.goTo('Setup')
  await page.getByRole('button', { name: 'Run checks' }).first().click()
  await expect(page.getByText('No check failed.')).toBeVisible({ timeout: 30_000 })
  await window.goTo('Gate')
  await expect(gate.line('E1.10')).toHaveText(/holds until \d+ \p{L}+|holds until \p{L}+ \d+/u)
  await expect(gate.line('E1.1')).not.toContainText('holds until')

  const [sandbox] = (await ask(page, 'tenants:list', {})) as readonly { readonly id: string }[]
  await ask(page, 'mapping:choose', { tenantId: sandbox?.id, choice: { profile: 'standard', own: null } })
  await expect(gate.line('E1.10')).toContainText('profile or credential changed since')
  await expect(gate.line('E1.10')).toContainText('Stale')

  const prod = { name: 'Contoso PROD', environment: 'PROD', baseUrl: 'https://contoso.crm4.dynamics.com' }
  const { id } = (await ask(page, 'tenants:add', {
    tenant: { ...prod, apiVersion: 'v9.2', entraTenantId: randomUUID(), clientId: randomUUID() },
    credential: { kind: 'secret', value: 'an example' },
    sessionOnly: false,
    note: { description: null, expiresAt: null },
  })) as { readonly id: string }
  const override = { override: 'Rehearsed elsewhere.', reason: 'Release.', approver: 'Deniz Kaya' }
  await ask(page, 'gate:decide', { tenantId: sandbox?.id, decision: 'GO', releasesTenantId: id, ...override })
  await ask(page, 'tenants:select', { tenantId: id })
  await gate.line('E2.4').getByRole('button', { name: 'Go to C1' }).click()
  await expect(window.heading('Scenarios')).toBeVisible()
})
