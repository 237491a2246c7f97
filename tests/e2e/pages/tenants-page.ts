import type { Locator, Page } from '@playwright/test'

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

  /** Sends the shown tenant's connections through a company's proxy and trusts its authority, whose file the next dialog gives. */
  async goThrough(proxyUrl: string): Promise<void> {
    const network = this.page.getByRole('region', { name: 'Network' })
    await network.getByRole('radio', { name: 'This one' }).check()
    await network.getByLabel('Address of the proxy').fill(proxyUrl)
    await network.getByRole('button', { name: 'Choose file…' }).click()
    await network.getByText('company.pem').waitFor()
    await this.saveNetwork()
  }

  async saveNetwork(): Promise<void> {
    const network = this.page.getByRole('region', { name: 'Network' })
    await network.getByRole('button', { name: 'Save' }).click()
    await network.locator('button[aria-disabled=true]').filter({ hasText: 'Save' }).waitFor()
  }

  get testButton(): Locator {
    return this.page.getByRole('button', { name: 'Test connection' })
  }
}
