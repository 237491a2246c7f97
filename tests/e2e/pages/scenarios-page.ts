import type { Locator, Page } from '@playwright/test'

/** The place *Scenarios*: cards with steps and criteria. */
export class ScenariosPage {
  readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  get runAll(): Locator {
    return this.page.getByRole('button', { name: /^Run all \d+ scenarios$/ })
  }

  get cancel(): Locator {
    return this.page.getByRole('button', { name: 'Cancel run' })
  }

  card(id: string): Locator {
    return this.page.getByRole('region', { name: new RegExp(`^${id} `) })
  }

  status(id: string, word: 'Not run' | 'Running' | 'Passed' | 'Failed'): Locator {
    return this.card(id).getByText(word, { exact: true })
  }

  async open(id: string): Promise<void> {
    const toggle = this.page.getByRole('button', { name: `Details of ${id}` })
    if ((await toggle.getAttribute('aria-expanded')) === 'false') await toggle.click()
  }

  criterion(id: string): Locator {
    return this.card(id.slice(0, 2)).getByRole('listitem').filter({ hasText: id })
  }
}
