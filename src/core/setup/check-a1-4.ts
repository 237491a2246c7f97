import { failed, passed, type Check } from './check-context.ts'

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const NIL = '00000000-0000-0000-0000-000000000000'

/** A1.4: the values collected have the right shape and work together. */
export const CHECK_A1_4: Check = {
  id: 'A1.4',
  title: 'CLIENT_ID, TENANT_ID, CLIENT_SECRET',
  proves: 'The three values have the right shape, and Entra ID accepts them together.',
  needs: [],
  run: async (context) => {
    const profile = context.connection.ok ? context.connection.value.tenant : context.tenant
    const malformed = [
      ['CLIENT_ID', profile.clientId],
      ['TENANT_ID', profile.entraTenantId],
    ].filter(([, value]) => !GUID.test(value ?? '') || value === NIL)
    const evidence = [
      context.keep({
        kind: 'note',
        title: 'The values collected',
        body: { clientId: profile.clientId, tenantId: profile.entraTenantId, baseUrl: profile.baseUrl },
      }),
    ]
    if (malformed.length > 0) {
      const names = malformed.map(([name]) => name).join(' and ')
      return failed(`${names} must be a GUID.`, 'Copy it from the app registration’s overview page.', evidence)
    }
    const sameId = profile.clientId.toLowerCase() === profile.entraTenantId.toLowerCase()
    if (sameId) {
      return failed('CLIENT_ID and TENANT_ID are the same.', 'One of them was pasted twice; copy both again.', evidence)
    }
    const token = await context.token()
    return token.ok
      ? passed('The three values have the right shape and work together: Entra ID issued a token for them.', evidence)
      : failed(
          'The values have the right shape but do not work together: no token was issued.',
          'Row A1.1 says what Entra ID answered.',
          evidence,
        )
  },
}
