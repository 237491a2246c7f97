import type { Failure } from '../../shared/model/failure.ts'
import { failed, passed, skipped, type Check, type Finding } from './check-context.ts'
import { rowOfTokenFailure } from './row-of-failure.ts'
import { listed, said, sayFailure, together } from './said.ts'
import { WHO_MAY } from './who-may.ts'

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const NIL = '00000000-0000-0000-0000-000000000000'

/** A1.4: the values collected have the right shape and work together. */
export const CHECK_A1_4: Check = {
  id: 'A1.4',
  title: 'CLIENT_ID, TENANT_ID, CLIENT_SECRET',
  proves: said(
    'The three values have the right shape, and Entra ID accepts them together.',
    'Üç değerin biçimi doğru ve Entra ID onları birlikte kabul ediyor.',
  ),
  needs: 'nothing',
  places: ['app-registration', 'app-secrets'],
  run: async (context) => {
    const profile = context.connection.ok ? context.connection.value.tenant : context.tenant
    const { clientId, entraTenantId, baseUrl } = profile
    const body = { clientId, tenantId: entraTenantId, baseUrl }
    const evidence = [context.keep({ kind: 'note', title: 'The values collected', body })]
    const misshapen = judgeShape(clientId, entraTenantId)
    if (misshapen !== null) return { ...misshapen, evidence }
    const token = await context.token()
    if (!token.ok) return { ...withoutToken(token.failure), evidence }
    return passed(
      said(
        'The three values have the right shape and work together: Entra ID issued a token for them.',
        'Üç değerin biçimi doğru ve birlikte çalışıyor: Entra ID onlar için belirteç verdi.',
      ),
      evidence,
    )
  },
}

function judgeShape(clientId: string, tenantId: string): Finding | null {
  const malformed = Object.entries({ CLIENT_ID: clientId, TENANT_ID: tenantId })
    .filter(([, value]) => !GUID.test(value) || value === NIL)
    .map(([name]) => name)
  if (malformed.length > 0) {
    const names = listed(malformed)
    return failed(
      said(`${names.en} must be a GUID.`, `${names.tr} bir GUID olmalı.`),
      together(
        said(
          'Copy it from the app registration’s overview page.',
          'Uygulama kaydının genel bakış sayfasından kopyalayın.',
        ),
        WHO_MAY.readRegistration,
      ),
    )
  }
  if (clientId.toLowerCase() !== tenantId.toLowerCase()) return null
  return failed(
    said('CLIENT_ID and TENANT_ID are the same.', 'CLIENT_ID ile TENANT_ID aynı.'),
    together(
      said(
        'One of them was pasted twice; copy both again.',
        'Biri iki kez yapıştırılmış; ikisini de yeniden kopyalayın.',
      ),
      WHO_MAY.readRegistration,
    ),
  )
}

function withoutToken(failure: Failure): Finding {
  const blamed = rowOfTokenFailure(failure)
  if (blamed === 'A1.4') {
    const { what, remedy } = sayFailure(failure)
    return failed(what, remedy)
  }
  return skipped(
    said(
      `The values have the right shape; whether they work together is open, because no token was issued (row ${blamed}).`,
      `Değerlerin biçimi doğru; belirteç verilmediği için birlikte çalışıp çalışmadıkları belirsiz (${blamed} satırı).`,
    ),
  )
}
