import type { Locator, Page } from '@playwright/test'

/** Runs with the reports written on them. */
export class ReportsPage {
  readonly page: Page
  readonly runs: Locator
  readonly dialog: Locator

  constructor(page: Page) {
    this.page = page
    this.runs = page.getByRole('list', { name: 'Runs' })
    this.dialog = page.getByRole('dialog')
  }

  run(kind: string): Locator {
    return this.runs.locator('> li').filter({ hasText: kind })
  }

  files(kind: string): Locator {
    return this.run(kind).getByRole('list', { name: 'Written reports' }).getByRole('listitem')
  }

  /** Every format, in the language, into the folder that the system's dialog answers with. */
  async writeAll(kind: string, language: 'English' | 'Türkçe' = 'English'): Promise<void> {
    await this.run(kind).getByRole('button', { name: 'Write report…' }).click()
    await this.dialog.getByRole('radio', { name: language }).check()
    await this.dialog.getByRole('button', { name: 'Choose folder…' }).click()
    await this.dialog.getByRole('button', { name: 'Write', exact: true }).click()
    await this.dialog.waitFor({ state: 'detached', timeout: 60_000 })
  }
}
