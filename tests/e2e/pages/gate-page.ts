import type { Locator, Page } from '@playwright/test'

/** The place *Gate*: fifteen lines, the decision form, the log. */
export class GatePage {
  readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  async choose(decision: 'GO' | 'NO-GO'): Promise<void> {
    await this.page.getByRole('radio', { name: decision, exact: true }).check()
  }

  get reason(): Locator {
    return this.page.getByRole('textbox', { name: 'Reason', exact: true })
  }

  get approver(): Locator {
    return this.page.getByRole('textbox', { name: 'Approved by' })
  }

  async record(decision: 'GO' | 'NO-GO'): Promise<void> {
    await this.page.getByRole('button', { name: `Record ${decision}`, exact: true }).click()
  }

  /** A line of E1 or E2 by its id. */
  line(id: string): Locator {
    return this.page.locator(`[data-line="${id}"]`)
  }

  get log(): Locator {
    return this.page.getByRole('region', { name: 'Decision log' })
  }
}
