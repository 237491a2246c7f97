import type { Locator, Page } from '@playwright/test'

export const PLACES = [
  'Overview',
  'Tenants',
  'Setup',
  'Leads',
  'Scenarios',
  'Activity',
  'Gate',
  'Reports',
  'Settings',
] as const

/** What every place has in common: the navigation and the heading. */
export class ConsoleWindow {
  readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  heading(place: string): Locator {
    return this.page.getByRole('heading', { level: 1, name: place, exact: true })
  }

  /** The names are those of the language that the window speaks. */
  async goTo(place: string, navigation = 'Places'): Promise<void> {
    await this.page
      .getByRole('navigation', { name: navigation })
      .getByRole('button', { name: place, exact: true })
      .click()
    await this.heading(place).waitFor()
  }
}
