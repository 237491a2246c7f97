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

  /** Runs one and waits until it has passed. */
  async runOne(id: string): Promise<void> {
    await this.page.getByRole('button', { name: `Run ${id}`, exact: true }).click()
    await this.status(id, 'Passed').first().waitFor({ timeout: 60_000 })
    await this.runAll.waitFor({ timeout: 60_000 })
  }

  /** The picture in the evidence of a criterion, as the drawer shows it; closes the drawer again. */
  async pictureOf(criterion: string, word: string): Promise<{ readonly source: string; readonly colours: number }> {
    await this.page.getByRole('button', { name: `Show evidence of ${criterion}` }).click()
    const picture = this.page.getByRole('img', { name: `Badge: ${word}, ${criterion.slice(0, 2).toLowerCase()}-` })
    await picture.waitFor()
    const seen = await picture.evaluate((image) => {
      const { src, naturalWidth, naturalHeight } = image as HTMLImageElement
      const canvas = new OffscreenCanvas(naturalWidth, naturalHeight)
      const context = canvas.getContext('2d')
      context?.drawImage(image as HTMLImageElement, 0, 0)
      const pixels = new Uint32Array(context?.getImageData(0, 0, naturalWidth, naturalHeight).data.buffer ?? [])
      return { source: src, colours: new Set(pixels).size }
    })
    await this.page.getByRole('button', { name: 'Close', exact: true }).click()
    return seen
  }

  criterion(id: string): Locator {
    return this.card(id.slice(0, 2)).getByRole('listitem').filter({ hasText: id })
  }
}
