import { expect, it } from 'vitest'
import { aLead } from '../../../support/builders.ts'
import { startHarness } from '../../../support/core-harness.ts'

it.each([true, false])(
  'a secret that Entra ID takes again is noticed by the next push somebody starts, at once (dry run: %s)',
  async (isDryRun) => {
    const { core, data, sandbox, tenant, close } = await startHarness()
    try {
      data.leads.saveAll([aLead()])
      const push = () => core.push.run(tenant.id, { all: true }, { isDryRun })
      sandbox.control?.tokens({ registration: 'secret-expired' })
      expect(JSON.stringify(await push())).toContain('AADSTS7000222')
      sandbox.control?.tokens({ registration: 'ok' })
      expect(await push()).toMatchObject({ ok: true, value: { outcomes: { created: 1 } } })
    } finally {
      await close()
    }
  },
)
