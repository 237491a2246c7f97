import { randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { common as englishCommon } from '../../src/renderer/src/i18n/en/common.ts'
import { setup as englishSetup } from '../../src/renderer/src/i18n/en/setup.ts'
import { settings as englishSettings } from '../../src/renderer/src/i18n/en/settings.ts'
import { shell as englishShell } from '../../src/renderer/src/i18n/en/shell.ts'
import { tenants as englishTenants } from '../../src/renderer/src/i18n/en/tenants.ts'
import { common as turkishCommon } from '../../src/renderer/src/i18n/tr/common.ts'
import { setup as turkishSetup } from '../../src/renderer/src/i18n/tr/setup.ts'
import { shell as turkishShell } from '../../src/renderer/src/i18n/tr/shell.ts'
import { tenants as turkishTenants } from '../../src/renderer/src/i18n/tr/tenants.ts'
import { ask } from '../support/ask.ts'
import { startCompanyNetwork, type CompanyNetwork } from '../support/company-network.ts'
import { startFakeHunter } from '../support/fake-hunter.ts'
import { PLAYED_ORGANISATION } from '../support/intercepting-proxy.ts'
import { launchApp } from '../support/launch-app.ts'
import { dataverseOf } from '../support/raw-dataverse.ts'
import { makeTempDir } from '../support/temp-dir.ts'
import { ConsoleWindow } from './pages/console-window.ts'

/* Pictures of tenants and setup, each light and dark, in English and Turkish, from a tenant that goes through a company's proxy. */

const WORDS = {
  en: { common: englishCommon, shell: englishShell, tenants: englishTenants, setup: englishSetup },
  tr: { common: turkishCommon, shell: turkishShell, tenants: turkishTenants, setup: turkishSetup },
} as const
type Language = keyof typeof WORDS
const COLOR_SCHEMES = ['light', 'dark'] as const
const DAY_MS = 86_400_000
const patience = { timeout: 60_000 }

/** `name` without extension: `setup-verdict-tr-dark`. */
type Take = (page: Page, name: string) => Promise<void>

class Looks {
  readonly page: Page
  readonly take: Take
  language: Language = 'en'

  constructor(page: Page, take: Take) {
    this.page = page
    this.take = take
  }

  get words(): (typeof WORDS)[Language] {
    return WORDS[this.language]
  }

  async goTo(place: keyof typeof englishShell.place): Promise<void> {
    await new ConsoleWindow(this.page).goTo(this.words.shell.place[place], this.words.shell.navigation)
  }

  /** Does the same in both languages and takes what it shows, light and dark; `undo` makes the window as it was before. */
  async inEveryLook(
    name: string,
    show: () => Promise<void>,
    undo: () => Promise<void> = () => Promise.resolve(),
  ): Promise<void> {
    for (const language of ['en', 'tr'] as const) {
      await this.speak(language)
      await show()
      for (const colorScheme of COLOR_SCHEMES) {
        await this.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
        await this.take(this.page, `${name}-${language === 'en' ? '' : 'tr-'}${colorScheme}`)
      }
      await undo()
    }
    await this.speak('en')
  }

  private async speak(language: Language): Promise<void> {
    if (language === this.language) return
    await this.goTo('settings')
    await this.page.getByRole('radio', { name: englishSettings.language[language] }).check()
    this.language = language
  }
}

/** The wizard empty, filled from a pasted .env, and after a test that Entra ID refused. */
async function takeWizard(looks: Looks, { info }: CompanyNetwork['sandbox']): Promise<void> {
  const { page } = looks
  const dialog = page.getByRole('dialog')
  const open = async (): Promise<void> => {
    await looks.goTo('tenants')
    await page.getByRole('button', { name: looks.words.tenants.add }).click()
    await dialog.waitFor()
  }
  const close = async (): Promise<void> => {
    await dialog.getByRole('button', { name: looks.words.common.cancel }).click()
    await dialog.waitFor({ state: 'detached' })
  }
  const paste = async (secret: string): Promise<void> => {
    await open()
    await dialog.getByLabel(looks.words.tenants.paste.label).fill(envOf(info, secret))
    await dialog.getByText(looks.words.tenants.paste.form.env).waitFor()
  }
  await looks.inEveryLook('wizard-empty', open, close)
  await looks.inEveryLook('wizard-pasted', () => paste(info.clientSecret), close)
  const failed = async (): Promise<void> => {
    await paste('Wr0ng~the-secret-of-yesterday')
    await dialog.getByRole('button', { name: looks.words.tenants.addDialog.connect }).click()
    await dialog.getByRole('button', { name: looks.words.common.failure.details }).scrollIntoViewIfNeeded(patience)
  }
  await looks.inEveryLook('wizard-failed', failed, close)
}

const envOf = ({ tenantId, clientId }: CompanyNetwork['sandbox']['info'], secret: string): string =>
  [
    `HUNTER_D365_BASE_URL=${PLAYED_ORGANISATION}`,
    `HUNTER_D365_TENANT_ID=${tenantId}`,
    `HUNTER_D365_CLIENT_ID=${clientId}`,
    `HUNTER_D365_CLIENT_SECRET=${secret}`,
  ].join('\n')

const inDays = (days: number): string =>
  `${new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10)}T00:00:00.000Z`

/** A tenant as at the end of its setup: everything in place, pushes on, Hunter running, the prerequisites confirmed. */
async function setUpTenant({ page }: Looks, { info }: CompanyNetwork['sandbox'], hunterUrl: string): Promise<string> {
  const tenant = { name: 'Contoso DEV', environment: 'DEV', baseUrl: PLAYED_ORGANISATION }
  const ids = { entraTenantId: info.tenantId, clientId: info.clientId, apiVersion: 'v9.2' }
  const connected = await ask(page, 'tenants:connect', {
    tenant: { ...tenant, ...ids },
    credential: { kind: 'secret', value: info.clientSecret },
    sessionOnly: false,
    note: { description: 'console 2026', expiresAt: inDays(700) },
  })
  const { id: tenantId } = (connected as { readonly tenant: { readonly id: string } }).tenant
  await ask(page, 'tenants:select', { tenantId })
  await ask(page, 'tenants:set-enabled', { tenantId, isEnabled: true })
  await ask(page, 'checks:set-hunter-url', { tenantId, url: hunterUrl })
  for (const row of ['P1', 'P2', 'P3', 'P4', 'B2']) {
    await ask(page, 'checks:attest', { tenantId, row, by: 'Deniz Kaya', note: '' })
  }
  return tenantId
}

/** Other tenants, whose credentials end sooner. */
async function addMoreTenants({ page }: Looks): Promise<void> {
  const others = [
    ['Contoso TEST', 'TEST', 'contoso-test.crm4', 52, 'console 2026'],
    ['Fabrikam TEST', 'TEST', 'fabrikam-test.crm', 24, 'Hunter integration'],
    ['Fabrikam PROD', 'PROD', 'fabrikam.crm', 5, 'Hunter integration'],
    ['Kuzey Lojistik DEV', 'DEV', 'kuzeylojistik.crm4', null, null],
  ] as const
  for (const [name, environment, host, days, description] of others) {
    await ask(page, 'tenants:add', {
      tenant: {
        ...{ name, environment, baseUrl: `https://${host}.dynamics.com`, apiVersion: 'v9.2' },
        ...{ entraTenantId: randomUUID(), clientId: randomUUID() },
      },
      credential: { kind: 'secret', value: 'an example' },
      sessionOnly: false,
      note: { description, expiresAt: days === null ? null : inDays(days) },
    })
  }
}

/** The verdict when all is in place, and when a right reaches too short and a column is missing. */
async function takeVerdicts(looks: Looks, { info }: CompanyNetwork['sandbox'], tenantId: string): Promise<void> {
  const { page } = looks
  const verdict = (wanted: string) => page.locator(`[data-verdict="${wanted}"]`)
  await ask(page, 'checks:run', { tenantId })
  await looks.inEveryLook('setup-verdict', async () => {
    await looks.goTo('setup')
    await verdict('ready').waitFor(patience)
  })
  const dataverse = await dataverseOf(info)
  await dataverse.deleteColumn('hnt_finalscore')
  await dataverse.control('POST', '/application-user', {
    state: 'privileges',
    privileges: { prvReadLead: 'Local' },
  })
  await ask(page, 'checks:run', { tenantId })
  await looks.inEveryLook('setup-failing', async () => {
    await looks.goTo('setup')
    await verdict('broken').waitFor(patience)
    await verdict('broken')
      .getByRole('button', { name: /^A2\.2/ })
      .click()
  })
}

async function takeDrift(looks: Looks): Promise<void> {
  const { page } = looks
  const tenants = (await ask(page, 'tenants:list', {})) as readonly { readonly id: string; readonly name: string }[]
  const other = tenants.find(({ name }) => name === 'sandbox')
  await ask(page, 'checks:run', { tenantId: other?.id })
  await looks.inEveryLook('setup-drift', async () => {
    await looks.goTo('setup')
    await page.getByRole('tab', { name: looks.words.setup.tab.compare }).click()
    await page.getByRole('combobox', { name: looks.words.setup.drift.with }).selectOption('sandbox')
    await page.getByRole('table').waitFor(patience)
  })
}

async function takeExpiry(looks: Looks): Promise<void> {
  const { page } = looks
  await looks.inEveryLook('tenants-expiry', async () => {
    await looks.goTo('tenants')
    await page.getByRole('tab', { name: looks.words.tenants.view.expiry }).click()
    await page.getByRole('list', { name: looks.words.tenants.expiry.title }).waitFor()
  })
}

/** Starts a console of its own and takes all of it. */
export async function takeSetupPictures(take: Take): Promise<void> {
  await using company = await startCompanyNetwork()
  await using hunter = await startFakeHunter()
  using files = makeTempDir()
  const authority = join(files.path, 'company.pem')
  writeFileSync(authority, company.proxy.authority.certPem)
  await using started = await launchApp({
    args: [`--proxy-server=${company.proxy.url}`],
    env: { NODE_EXTRA_CA_CERTS: authority },
    colorScheme: 'light',
  })
  const looks = new Looks(started.page, take)
  await new ConsoleWindow(started.page).heading(englishShell.place.overview).waitFor()
  await takeWizard(looks, company.sandbox)
  const tenantId = await setUpTenant(looks, company.sandbox, hunter.url)
  await takeVerdicts(looks, company.sandbox, tenantId)
  await takeDrift(looks)
  await addMoreTenants(looks)
  await takeExpiry(looks)
}
