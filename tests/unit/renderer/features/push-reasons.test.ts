import { describe, expect, it } from 'vitest'
import { meaningOf, whyNotArrived } from '../../../../src/renderer/src/features/leads/reasons.ts'
import type { PushOutcome } from '../../../../src/shared/model/push.ts'

const lead = (domain: string, outcome: PushOutcome, reason: string | null) => ({
  domain,
  outcome,
  reason,
  status: null,
  d365_lead_id: null,
})

describe('why leads of a push did not arrive', () => {
  it('is said once for all leads it holds for, the reason of most of them first', () => {
    expect(
      whyNotArrived([
        lead('a.example', 'rejected', 'companyname: the text is too long.'),
        lead('b.example', 'created', null),
        lead('c.example', 'failed', 'AADSTS7000222: expired.'),
        lead('d.example', 'skipped', 'already_exists'),
        lead('e.example', 'failed', 'The run stopped: AADSTS7000222: expired.'),
        lead('f.example', 'unknown', null),
      ]),
    ).toEqual([
      { text: 'AADSTS7000222: expired.', domains: ['c.example', 'e.example'] },
      { text: 'companyname: the text is too long.', domains: ['a.example'] },
    ])
  })

  it('comes with what to do where a code or a rule of the console is named', () => {
    expect(meaningOf('AADSTS7000222: The provided client secret keys are expired.', 'en')?.[1]).toMatch(/secret/)
    expect(meaningOf('prod_locked', 'tr')?.[0]).toBe('Bu PROD kiracısına yazma kilitli.')
    expect(meaningOf('companyname: the text is too long.', 'en')).toBeNull()
  })
})
