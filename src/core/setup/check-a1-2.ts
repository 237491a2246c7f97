import { failed, passed, skipped, type Check } from './check-context.ts'
import { rowOfUserFailure } from './row-of-failure.ts'
import { said, together } from './said.ts'
import { WHO_MAY } from './who-may.ts'

/**
 * A1.2: permission and consent, as far as a token shows them. Server-to-server calls need neither.
 * Source: Microsoft Learn, "Use OAuth authentication with Microsoft Dataverse" (the permission step does not apply to server-to-server).
 */
export const CHECK_A1_2: Check = {
  id: 'A1.2',
  title: 'API permission and admin consent',
  proves: said(
    'Entra ID issues a token for Dynamics CRM and D365 accepts it, so no permission is missing.',
    'Entra ID Dynamics CRM için belirteç veriyor ve D365 bunu kabul ediyor; eksik izin yok.',
  ),
  needs: 'token',
  toAttest: said(
    'Dynamics CRM, user_impersonation (delegated), with admin consent, in the portal.',
    'Portalda Dynamics CRM, user_impersonation (temsilci) izni ve yönetici onayı.',
  ),
  places: ['app-permissions'],
  run: async (context) => {
    const who = await context.whoAmI()
    const evidence = context.keep({
      kind: 'note',
      title: 'Whether D365 accepts the token',
      body: who.ok ? { userId: who.value.userId } : { failure: who.failure },
    })
    if (!who.ok && who.failure.kind === 'D365AuthenticationError') {
      return failed(
        said(
          'Entra ID issued a token, and D365 does not accept it.',
          'Entra ID belirteç verdi ama D365 kabul etmiyor.',
        ),
        together(
          said(
            'Compare tenant id and base URL: the organisation must belong to this Entra tenant.',
            'Kiracı kimliğini ve temel URL’yi karşılaştırın: kuruluş bu Entra kiracısına ait olmalı.',
          ),
          WHO_MAY.readEnvironment,
        ),
        [evidence],
      )
    }
    const row = who.ok ? null : rowOfUserFailure(who.failure)
    if (row === 'A4') {
      return skipped(
        said(
          `Whether D365 accepts the token is open, because it did not answer (row ${row}).`,
          `D365 yanıt vermediği için belirteci kabul edip etmediği belirsiz (${row} satırı).`,
        ),
      )
    }
    return passed(
      said(
        'Nothing is missing for server-to-server calls: they need no API permission and no consent. The runbook asks for them all the same; they do no harm.',
        'Sunucudan sunucuya çağrılar için eksik yok: API izni ve onay gerektirmezler. Runbook yine de ister; zararı olmaz.',
      ),
      [evidence],
    )
  },
}
