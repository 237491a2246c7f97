import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { chooseFile } from '../support/choose-file.ts'
import { startCompanyNetwork } from '../support/company-network.ts'
import { findText } from '../support/find-text.ts'
import { PLAYED_ORGANISATION } from '../support/intercepting-proxy.ts'
import { launchApp } from '../support/launch-app.ts'
import { makeTempDir } from '../support/temp-dir.ts'
import { ConsoleWindow } from './pages/console-window.ts'
import { TenantsPage } from './pages/tenants-page.ts'

const PASSWORD = 'p%ss wörd canary 7Q8'

/** Where a company publishes its script: what goes to Microsoft leaves through this proxy, everything else is reached directly. */
async function publishScript(proxyUrl: string) {
  const asked: string[] = []
  const script = `function FindProxyForURL(url, host) {
    if (shExpMatch(host, "*.dynamics.com") || dnsDomainIs(host, "login.microsoftonline.com")) return "PROXY ${new URL(proxyUrl).host}";
    return "DIRECT";
  }`
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    response.writeHead(200, { 'content-type': 'application/x-ns-proxy-autoconfig' }).end(script)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/proxy.pac`,
    asked,
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}

test('a proxy script leads token and Web API through a proxy that wants a password, which the keychain keeps', async () => {
  await using company = await startCompanyNetwork({ credentials: `jane:${PASSWORD}` })
  await using script = await publishScript(company.proxy.url)
  using data = makeTempDir()
  const dataDir = join(data.path, 'data')
  const { info } = company.sandbox
  {
    await using started = await launchApp({ dataDir, args: [`--proxy-pac-url=${script.url}`] })
    const { page } = started
    const tenants = new TenantsPage(page)
    await new ConsoleWindow(page).goTo('Tenants')
    await tenants.startAdding()
    await tenants.fill({
      name: 'Contoso DEV',
      baseUrl: PLAYED_ORGANISATION,
      entraTenantId: info.tenantId,
      clientId: info.clientId,
      secret: info.clientSecret,
    })
    await tenants.submit()
    await tenants.show('Contoso DEV')
    const authority = join(data.path, 'company.pem')
    writeFileSync(authority, company.proxy.authority.certPem)
    await chooseFile(started.app, authority)
    const network = page.getByRole('region', { name: 'Network' })
    await network.getByRole('button', { name: 'Choose file…' }).click()
    await network.getByText('company.pem').waitFor()
    await tenants.saveNetwork()

    await page.getByRole('button', { name: 'Test the way' }).click()
    const hops = page.getByRole('list', { name: 'The way to the tenant' })
    await expect(hops.getByText('Proxy: does not work')).toBeVisible()
    await expect(network).toContainText('Give the tenant the proxy’s user name and password')
    expect(company.proxy.tunnels).toEqual([])

    await network.getByLabel('User name').fill('jane')
    await network.getByLabel('Password').fill(PASSWORD)
    await page.screenshot({ path: test.info().outputPath('login.png') })
    await tenants.saveNetwork()
    await page.getByRole('button', { name: 'Test the way' }).click()
    await expect(hops.getByText('Dataverse: works')).toBeVisible()
    await tenants.testButton.click()
    await expect(page.getByRole('main').getByText(/characters, valid until/)).toBeVisible()
    await page.screenshot({ path: test.info().outputPath('works.png') })
  }
  expect(script.asked.length).toBeGreaterThan(0)
  expect([...new Set(company.proxy.tunnels)].sort()).toEqual([
    'contoso.crm4.dynamics.com:443',
    'login.microsoftonline.com:443',
  ])

  expect(findText(data.path, PASSWORD)).toMatchObject({ found: [] })
  await using again = await launchApp({ dataDir, args: [`--proxy-pac-url=${script.url}`] })
  const tenants = new TenantsPage(again.page)
  await new ConsoleWindow(again.page).goTo('Tenants')
  await tenants.show('Contoso DEV')
  await expect(again.page.getByPlaceholder('One is kept; type to replace it')).toBeVisible()
  await tenants.testButton.click()
  await expect(again.page.getByRole('main').getByText(/characters, valid until/)).toBeVisible()

  const network = again.page.getByRole('region', { name: 'Network' })
  await network.getByRole('button', { name: 'Remove' }).click()
  await tenants.saveNetwork()
  await again.page.getByRole('button', { name: 'Test the way' }).click()
  const hops = again.page.getByRole('list', { name: 'The way to the tenant' })
  await expect(hops.getByText('TLS: does not work')).toBeVisible()
  await expect(network).toContainText('add the company’s root certificate to the tenant')
})
