import { effectiveEnvironment } from '../../shared/model/tenant.ts'
import { passed, warned, type Check } from './check-context.ts'
import { listed, said, together } from './said.ts'

/** B1: the six variables that Hunter's API and worker read, all known here. Source: hunter-facts 6 (settings prefix `HUNTER_`). */
export const CHECK_B1: Check = {
  id: 'B1',
  title: 'Environment variables',
  proves: said(
    'Everything Hunter’s .env needs is known here, so that it can be written without typing.',
    'Hunter’ın .env dosyasının gerektirdiği her şey burada biliniyor; elle yazmadan oluşturulabilir.',
  ),
  needs: 'nothing',
  toAttest: said(
    'The variables are in Hunter’s .env (DEV) or Key Vault (PROD), for API and worker.',
    'Değişkenler Hunter’ın .env dosyasında (DEV) ya da Key Vault’ta (PROD), API ve worker için.',
  ),
  run: async (context) => {
    const tenant = context.connection.ok ? context.connection.value.tenant : context.tenant
    const state = await context.secretState()
    const isStored = state === 'keychain' || state === 'session' || state === 'built-in'
    const hasSecret = isStored && tenant.credential !== 'certificate'
    const variables = {
      HUNTER_D365_ENABLED: 'true',
      HUNTER_D365_BASE_URL: tenant.baseUrl,
      HUNTER_D365_CLIENT_ID: tenant.clientId,
      HUNTER_D365_CLIENT_SECRET: hasSecret ? '<kept in the keychain>' : '<unknown>',
      HUNTER_D365_TENANT_ID: tenant.entraTenantId,
      HUNTER_D365_API_VERSION: tenant.apiVersion,
      ...(tenant.appId === null ? {} : { HUNTER_D365_APP_ID: tenant.appId }),
    }
    const evidence = [context.keep({ kind: 'note', title: 'What the .env would hold', body: variables })]
    const names = listed(Object.keys(variables).map((name) => name.replace('HUNTER_D365', '')))
    const known = said(`HUNTER_D365${names.en} are known.`, `HUNTER_D365${names.tr} biliniyor.`)
    if (tenant.credential === 'certificate') {
      return warned(
        said(
          'All values are known but the client secret: this tenant signs in with a certificate, and Hunter takes a secret only.',
          'İstemci gizli anahtarı dışında tüm değerler biliniyor: bu kiracı sertifikayla oturum açıyor, Hunter ise yalnızca gizli anahtar alır.',
        ),
        said('Give Hunter a client secret of its own.', 'Hunter’a kendine ait bir istemci gizli anahtarı verin.'),
        evidence,
      )
    }
    if (!hasSecret) {
      return warned(
        said('All values are known but the client secret.', 'İstemci gizli anahtarı dışında tüm değerler biliniyor.'),
        said('Set the secret (row A1.3).', 'Gizli anahtarı girin (A1.3 satırı).'),
        evidence,
      )
    }
    const vault =
      effectiveEnvironment(tenant) === 'PROD'
        ? said('On PROD they belong in the Key Vault, not in a file.', 'PROD’da dosyada değil Key Vault’ta dururlar.')
        : null
    return passed(together(known, vault), evidence)
  },
}
