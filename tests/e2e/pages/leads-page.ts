import type { Locator, Page } from '@playwright/test'

/** The place *Leads*: list, details, import. */
export class LeadsPage {
  readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  async import(): Promise<void> {
    await this.page.getByRole('button', { name: 'Import…' }).first().click()
    await this.importSummary.waitFor()
  }

  get importSummary(): Locator {
    // Within the place: the announcer for screen readers repeats it elsewhere.
    return this.page.getByRole('main').getByText(/rows read:/)
  }

  get rejectedLines(): Locator {
    return this.page.getByRole('list', { name: 'Rejected lines' }).getByRole('listitem')
  }

  get list(): Locator {
    return this.page.getByRole('grid', { name: 'Leads' })
  }

  row(domain: string): Locator {
    return this.list.getByRole('row', { name: domain })
  }

  details(domain: string): Locator {
    return this.page.getByRole('complementary', { name: `Lead ${domain}` })
  }

  async open(domain: string): Promise<Locator> {
    await this.row(domain).getByText(domain, { exact: true }).click()
    const details = this.details(domain)
    await details.getByRole('heading', { name: 'Dynamics 365' }).waitFor()
    return details
  }

  async push(domain: string): Promise<void> {
    const details = await this.open(domain)
    await details.getByRole('button', { name: 'Push to Dynamics 365' }).click()
  }
}
