import type { Locator, Page } from '@playwright/test'
import type { RawBridge } from '../../../src/shared/contract/bridge.ts'
import type { InterceptingProxy } from '../../support/intercepting-proxy.ts'

export interface TenantEntry {
  readonly name: string
  readonly baseUrl: string
  readonly entraTenantId: string
  readonly clientId: string
  readonly secret: string
}

/** The place *Tenants*: list, the dialog that adds one, and the test of a connection. */
export class TenantsPage {
  readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  get dialog(): Locator {
    return this.page.getByRole('dialog', { name: 'Add a tenant' })
  }

  async startAdding(): Promise<void> {
    await this.page.getByRole('button', { name: 'Add tenant…' }).click()
    await this.dialog.waitFor()
  }

  async fill(entry: TenantEntry): Promise<void> {
    const field = (label: RegExp) => this.dialog.getByLabel(label)
    await field(/^Name/).fill(entry.name)
    await field(/^Environment URL/).fill(entry.baseUrl)
    await field(/^Directory \(tenant\) ID/).fill(entry.entraTenantId)
    await field(/^Application \(client\) ID/).fill(entry.clientId)
    await field(/^Client secret/).fill(entry.secret)
  }

  async submit(): Promise<void> {
    await this.dialog.getByRole('button', { name: 'Add without a test', exact: true }).click()
  }

  inList(name: string): Locator {
    return this.page.getByRole('list', { name: 'Tenants' }).getByRole('button', { name })
  }

  async show(name: string): Promise<void> {
    await this.inList(name).click()
    await this.page.getByRole('heading', { level: 2, name, exact: true }).waitFor()
  }

  /** Sends the shown tenant's connections through a company's proxy and trusts its authority. */
  async goThrough({ url, authority }: Pick<InterceptingProxy, 'url' | 'authority'>): Promise<void> {
    const network = {
      proxy: { mode: 'manual', url, user: null },
      extraCa: { fileName: 'company.pem', pem: authority.certPem },
    }
    const name = await this.page.getByRole('main').getByRole('heading', { level: 2 }).first().innerText()
    await this.page.evaluate(
      async ([wanted, changes]) => {
        const { hunterConsole } = window as unknown as { hunterConsole: RawBridge }
        const listed = (await hunterConsole.call('tenants:list', {})) as { value: { id: string; name: string }[] }
        const tenantId = listed.value.find((tenant) => tenant.name === wanted)?.id
        await hunterConsole.call('tenants:update', { tenantId, changes })
      },
      [name, { network }] as const,
    )
  }

  get testButton(): Locator {
    return this.page.getByRole('button', { name: 'Test connection' })
  }
}
