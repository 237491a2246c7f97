import { expect, test } from '@playwright/test'
import { launchApp } from '../support/launch-app.ts'
import { ConsoleWindow } from './pages/console-window.ts'

test('how long evidence is kept is changed in Settings, after the console has said what that deletes', async () => {
  await using started = await launchApp()
  const { page } = started
  await new ConsoleWindow(page).goTo('Settings')
  const time = page.getByRole('combobox', { name: 'Keep evidence for' })
  await expect(time).toHaveText('One year')
  const choose = async (name: string): Promise<void> => {
    await time.click()
    await page.getByRole('option', { name, exact: true }).click()
  }
  await choose('90 days')
  const dialog = page.getByRole('dialog', { name: 'How long evidence is kept: 90 days' })
  await expect(dialog).toContainText('No evidence is that old')
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect(time).toHaveText('One year')

  await choose('90 days')
  await dialog.getByRole('button', { name: 'Keep this time' }).click()
  await expect(dialog).toBeHidden()
  await expect(time).toHaveText('90 days')
})
