import { parseEnv } from 'node:util'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { writeEnvFile } from '../../../../src/core/tenants/env-file.ts'
import { aTenant } from '../../../support/builders.ts'

describe('the .env of a tenant', () => {
  it('leaves the secret out unless it is given', () => {
    const written = writeEnvFile(aTenant(), null)
    expect(written.ok && parseEnv(written.value.text)).toEqual({
      HUNTER_D365_ENABLED: 'true',
      HUNTER_D365_BASE_URL: 'https://contoso.crm4.dynamics.com',
      HUNTER_D365_CLIENT_ID: '1a2b3c4d-5e6f-4a7b-8c9d-0e1f2a3b4c03',
      HUNTER_D365_TENANT_ID: '7f3c2d10-98ab-4c1d-8e2f-3a4b5c6d7e02',
      HUNTER_D365_API_VERSION: 'v9.2',
      HUNTER_D365_APP_ID: '',
    })
  })

  it('is read back to the same secret whatever its characters, or says that no line would be', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...Array.from('ab~._-#$"\'\\ =`%/+')), minLength: 1, maxLength: 12 }),
        (drawn) => {
          const secret = drawn.trim() === '' ? 'x' : drawn.trim()
          const written = writeEnvFile(aTenant(), secret)
          if (written.ok) expect(parseEnv(written.value.text)['HUNTER_D365_CLIENT_SECRET']).toBe(secret)
          else expect(secret).toMatch(/'.*["\\$`]|["\\$`].*'/)
        },
      ),
    )
  })

  it.each([{ environment: 'PROD' as const }, { detectedEnvironment: 'PROD' as const }])(
    'never holds the secret on PROD (%j), and its KeyVault commands do not either',
    (over) => {
      expect(writeEnvFile(aTenant(over), 'canary-secret')).toMatchObject({
        failure: { reason: 'environment_not_allowed' },
      })
      const written = writeEnvFile(aTenant(over), null)
      expect(written.ok && written.value.keyVault.join('\n')).toContain('az keyvault secret set')
    },
  )

  it('of a tenant with a certificate holds no secret, and says why', () => {
    const tenant = aTenant({ credential: 'certificate' })
    expect(writeEnvFile(tenant, 'anything')).toMatchObject({ failure: { kind: 'InvalidInput' } })
    const written = writeEnvFile(tenant, null)
    expect(written.ok && written.value.text).toMatch(/^# HUNTER_D365_CLIENT_SECRET= .*certificate/m)
  })
})
