import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { leadIdFor, NIL_ID } from '../../../../src/core/leads/lead-id.ts'
import { ACME_LEAD_ID, aLead, aScope, aSyncState, aTenant, ORGANIZATION_ID } from '../../../support/builders.ts'
import { createPushBench, throughTime, type PushBench } from '../../../support/push-bench.ts'
import { CUT, KEY_EXISTS, SERVER_ERROR, answered } from '../../../support/scripted-d365.ts'

const SECOND_ID = leadIdFor(ORGANIZATION_ID, 'acme.example', 2)
const OTHER_ID = '11111111-2222-ee11-9ae4-000d3a123456'

let bench: PushBench
beforeEach(() => {
  bench = createPushBench()
})
afterEach(() => bench.data.close())

const known = (state: Parameters<typeof aSyncState>[0]) =>
  bench.data.leads.saveSyncState(aScope(), 'acme.example', aSyncState(state))
const creates = () => bench.d365.calls.filter((call) => call.startsWith('createLead'))
const attempts = () => bench.data.attempts.listFor(aTenant().id, 'acme.example')

describe('a lead that is nowhere', () => {
  it('is asked for by both ids and by its match keys before it is created, and read back after', async () => {
    const { lead } = await bench.push()
    expect(lead).toEqual({
      domain: 'acme.example',
      outcome: 'created',
      status: 'synced',
      reason: null,
      d365_lead_id: ACME_LEAD_ID,
    })
    expect(bench.d365.calls).toEqual([
      'acquire',
      'whoAmI',
      `readLead ${ACME_LEAD_ID}`,
      `readLead ${SECOND_ID}`,
      'queryLeads',
      `createLead ${ACME_LEAD_ID}`,
      `readLead ${ACME_LEAD_ID}`,
    ])
    expect(bench.eventNames()).toEqual([
      'push_lead_to_d365',
      'd365_push_started',
      'd365_token_acquired',
      'd365_lead_created',
      'd365_push_success',
    ])
  })

  it('has its attempt on disk before the first byte leaves', async () => {
    const seen: string[] = []
    bench.d365.onCall = (operation) => {
      if (operation === 'createLead') seen.push(...attempts().map(({ state, d365LeadId }) => `${state} ${d365LeadId}`))
    }
    await bench.push()
    expect(seen).toEqual([`sending ${ACME_LEAD_ID}`])
    expect(attempts()).toMatchObject([{ state: 'created', number: 1, serviceRequestIds: ['s-1', 's-2'] }])
  })

  it('is not sent when the attempt cannot be written down', async () => {
    const failing = {
      ...bench.data,
      attempts: {
        ...bench.data.attempts,
        save: () => {
          throw new Error('disk full')
        },
      },
    }
    Object.assign(bench.deps.ports, { data: failing })
    await expect(bench.restart().push(bench.request())).rejects.toThrow('disk full')
    expect(creates()).toEqual([])
  })

  it('with a column that reads back differently is synced with a warning', async () => {
    bench.d365.onCall = (operation) => {
      const row = bench.d365.rows.get(ACME_LEAD_ID)
      if (operation === 'readLead' && row !== undefined) row['companyname'] = 'Acme'
    }
    const { lead } = await bench.push()
    expect(lead).toMatchObject({ outcome: 'created', status: 'synced' })
    expect(bench.sync().warnings).toEqual(['companyname: sent "Acme Yazılım A.Ş.", D365 has "Acme".'])
    expect(bench.eventNames()).toContain('d365_lead_read_back_differs')
  })

  it('that the server confirms and loses is never called synced', async () => {
    bench.d365.onCall = () => bench.d365.rows.clear()
    const { lead } = await bench.push()
    expect(lead).toMatchObject({ outcome: 'failed', status: 'error' })
    expect(lead.reason).toMatch(/confirmed .* finds none/)
    expect(new Set(creates())).toEqual(new Set([`createLead ${ACME_LEAD_ID}`]))
  })
})

describe('a lead that D365 would refuse', () => {
  it('is rejected before anything is sent, with every reason', async () => {
    bench.data.leads.saveAll([aLead({ companyName: 'x'.repeat(500), contactEmail: 'nobody' })])
    const { lead, failure } = await bench.push()
    expect(lead).toMatchObject({ outcome: 'rejected', status: 'error' })
    expect(lead.reason).toMatch(/companyname.*emailaddress1/)
    expect(failure).toMatchObject({
      kind: 'InvalidInput',
      fields: [{ field: 'companyname' }, { field: 'emailaddress1' }],
    })
    expect(bench.d365.calls).toEqual([])
  })

  it('and that D365 refuses itself is rejected with its words, once', async () => {
    const refusal = { ...answered, kind: 'D365ValidationError', code: '0x80044331', column: 'companyname' } as const
    bench.d365.failNext('createLead', refusal, { times: 9 })
    const { lead } = await bench.push()
    expect(lead).toMatchObject({ outcome: 'rejected', status: 'error', reason: 'Said the server. (0x80044331)' })
    expect(creates()).toHaveLength(1)
    expect(bench.sync().error).toBe('Said the server. (0x80044331)')
  })

  it('that is not here is told apart', async () => {
    expect(await bench.push({ domain: 'nowhere.example' })).toMatchObject({
      lead: { outcome: 'rejected' },
      failure: { kind: 'NotFound' },
    })
  })
})

describe('a lead with an id', () => {
  it('and a value that D365 would refuse is rejected under policy update before anything is sent, in a dry run too', async () => {
    known({ status: 'synced', d365LeadId: ACME_LEAD_ID })
    bench.d365.rows.set(ACME_LEAD_ID, { subject: 'Hunter: acme.example', companyname: 'Before' })
    bench.data.leads.saveAll([aLead({ companyName: 'X'.repeat(101) })])
    const preview = await bench.engine.preview(bench.request({ policy: 'update' }))
    expect(preview).toMatchObject({ outcome: 'rejected', reason: expect.stringContaining('companyname') as string })
    const { lead } = await bench.push({ policy: 'update' })
    expect(lead).toMatchObject({ outcome: 'rejected', status: 'error', d365_lead_id: ACME_LEAD_ID })
    expect(bench.d365.written).toEqual([])
  })

  it('and such a value is skipped under policy skip, with the value listed', async () => {
    known({ status: 'synced', d365LeadId: ACME_LEAD_ID })
    bench.d365.rows.set(ACME_LEAD_ID, { subject: 'Hunter: acme.example' })
    bench.data.leads.saveAll([aLead({ companyName: 'X'.repeat(101) })])
    expect((await bench.push()).lead).toMatchObject({ outcome: 'skipped', status: 'synced' })
    expect(bench.sync().warnings.some((warning) => warning.startsWith('companyname'))).toBe(true)
  })

  it('that D365 has is skipped; nothing is sent and nothing moves', async () => {
    await bench.push()
    const before = bench.sync()
    await bench.clock.advance(5000)
    const { lead } = await bench.push()
    expect(lead).toMatchObject({
      outcome: 'skipped',
      status: 'synced',
      reason: 'already_exists',
      d365_lead_id: ACME_LEAD_ID,
    })
    expect(creates()).toHaveLength(1)
    expect(bench.sync()).toEqual(before)
    expect(bench.eventNames().slice(-1)).toEqual(['d365_lead_already_exists'])
  })

  it('that changed here is skipped all the same, and what differs is listed', async () => {
    await bench.push()
    bench.data.leads.saveAll([aLead({ companyName: 'Acme Holding' })])
    const { lead } = await bench.push()
    expect(lead).toMatchObject({ outcome: 'skipped', reason: 'already_exists' })
    expect(bench.sync().warnings).toEqual(['companyname: sent "Acme Holding", D365 has "Acme Yazılım A.Ş.".'])
    expect(bench.d365.rows.get(ACME_LEAD_ID)?.['companyname']).toBe('Acme Yazılım A.Ş.')
  })

  it('under policy update sends the changed columns and no others, and a preview names them', async () => {
    await bench.push()
    bench.data.leads.saveAll([aLead({ companyName: 'Acme Holding' })])
    const reason = 'Overwrites what D365 has in companyname.'
    expect(await bench.engine.preview(bench.request({ policy: 'update' }))).toMatchObject({
      outcome: 'updated',
      reason,
    })
    const { lead } = await bench.push({ policy: 'update' })
    expect(lead).toMatchObject({ outcome: 'updated', status: 'synced' })
    expect(bench.d365.written.at(-1)).toEqual({ companyname: 'Acme Holding' })
    expect(bench.eventNames()).toContain('d365_lead_update')
    expect((await bench.push({ policy: 'update' })).lead.outcome).toBe('skipped')
  })

  it('under policy update keeps its record when the answer is lost', async () => {
    await bench.push()
    bench.data.leads.saveAll([aLead({ companyName: 'Acme Holding' })])
    bench.d365.failNext('updateLead', CUT, { isCommitted: true })
    const { lead } = await bench.push({ policy: 'update' })
    expect(lead).toMatchObject({ outcome: 'updated', status: 'synced' })
    expect(bench.d365.rows.size).toBe(1)
    expect(bench.d365.rows.get(ACME_LEAD_ID)?.['companyname']).toBe('Acme Holding')
  })

  it.each([
    ['all zeros, as the runbook writes it', NIL_ID, false],
    ['no GUID at all', 'lead-42', false],
    ['one that D365 answers with 404', OTHER_ID, true],
  ])('%s: an orphan, told by both events, then created under its own id', async (_what, d365LeadId, isAsked) => {
    known({ d365LeadId })
    const { lead } = await bench.push()
    expect(lead).toMatchObject({ outcome: 'created', status: 'synced', d365_lead_id: ACME_LEAD_ID })
    expect(bench.d365.calls.includes(`readLead ${d365LeadId}`)).toBe(isAsked)
    expect(bench.eventNames()).toEqual(
      expect.arrayContaining(['d365_lead_lookup_error', 'd365_lead_verification_failed']),
    )
  })

  it.each([
    ['500', SERVER_ERROR],
    ['a permission', { ...answered, kind: 'D365PermissionError', missingPrivilege: 'prvReadLead' } as const],
    ['404 of another kind', { ...answered, kind: 'D365NotFoundError', code: '0x80060888', httpStatus: 404 } as const],
  ])('about which D365 says %s is not absent: nothing is created', async (_what, failure) => {
    known({ d365LeadId: OTHER_ID })
    bench.d365.failNext('readLead', failure, { times: 9 })
    const { lead } = await bench.push()
    expect(lead).toMatchObject({ outcome: 'failed', status: 'error', d365_lead_id: OTHER_ID })
    expect(creates()).toEqual([])
  })
})

describe('a lead that somebody else made', () => {
  const row = { subject: 'Hunter: acme.example', companyname: 'Acme Yazılım A.Ş.', websiteurl: 'https://acme.example' }

  it('under our id, from another data directory, is adopted', async () => {
    bench.d365.rows.set(ACME_LEAD_ID, row)
    const { lead } = await bench.push()
    expect(lead).toMatchObject({
      outcome: 'adopted',
      status: 'synced',
      reason: 'already_exists',
      d365_lead_id: ACME_LEAD_ID,
    })
    expect(creates()).toEqual([])
  })

  it('under the id of a later generation is found as well', async () => {
    bench.d365.rows.set(SECOND_ID, row)
    expect((await bench.push()).lead).toMatchObject({ outcome: 'adopted', d365_lead_id: SECOND_ID })
    expect(bench.sync().generation).toBe(2)
  })

  it('by hand with our subject is adopted under its own id', async () => {
    bench.d365.rows.set(OTHER_ID, row)
    expect((await bench.push()).lead).toMatchObject({ outcome: 'adopted', d365_lead_id: OTHER_ID })
    expect(bench.eventNames()).toEqual(expect.arrayContaining(['d365_lead_already_exists', 'd365_lead_adopted']))
  })

  it('with our website only is a conflict; nothing is created until the admin chose', async () => {
    bench.d365.rows.set(OTHER_ID, { ...row, subject: 'Web enquiry' })
    const { lead } = await bench.push()
    expect(lead).toMatchObject({ outcome: 'conflict', status: 'conflict' })
    expect(bench.sync().candidates).toMatchObject([
      { d365LeadId: OTHER_ID, subject: 'Web enquiry', matchedBy: 'website' },
    ])
    expect(creates()).toEqual([])
  })

  it('between our question and our create is found by the key and adopted', async () => {
    bench.d365.onCall = (operation) => {
      if (operation === 'createLead') bench.d365.rows.set(ACME_LEAD_ID, row)
    }
    expect((await bench.push()).lead).toMatchObject({
      outcome: 'adopted',
      status: 'synced',
      d365_lead_id: ACME_LEAD_ID,
    })
    expect(attempts()).toMatchObject([{ state: 'exists', failure: { kind: 'D365DuplicateError' } }])
  })

  it('under our id, holding another company, is a conflict and never a success', async () => {
    bench.d365.onCall = (operation) => {
      if (operation === 'createLead')
        bench.d365.rows.set(ACME_LEAD_ID, { subject: 'Fabrikam', websiteurl: 'https://fabrikam.example' })
    }
    expect((await bench.push()).lead).toMatchObject({ outcome: 'conflict', status: 'conflict' })
    expect(bench.sync().candidates).toMatchObject([{ d365LeadId: ACME_LEAD_ID }])
  })
})

describe('a recycled id', () => {
  it('whose absence is seen before and after "already there" begins the next generation, on the record', async () => {
    bench.d365.recycled.add(ACME_LEAD_ID)
    const { lead } = await bench.push()
    expect(lead).toMatchObject({ outcome: 'created', d365_lead_id: SECOND_ID })
    expect(bench.sync()).toMatchObject({ generation: 2, attemptCount: 2 })
    expect(attempts().map(({ state, generation }) => [state, generation])).toEqual([
      ['failed', 0],
      ['created', 2],
    ])
  })

  it('after recycled id goes on, and ends with the admin instead of for ever', async () => {
    for (const generation of [0, 2, 3, 4, 5, 6])
      bench.d365.recycled.add(leadIdFor(ORGANIZATION_ID, 'acme.example', generation))
    expect((await bench.push()).lead).toMatchObject({ outcome: 'conflict' })
    expect(creates().length).toBeLessThan(6)
    expect(bench.d365.rows.size).toBe(0)
  })

  it('is not suspected when another key clashed: that is the admin’s to decide', async () => {
    bench.d365.failNext('createLead', { ...KEY_EXISTS, code: '0x80060892' } as typeof KEY_EXISTS)
    expect((await bench.push()).lead).toMatchObject({ outcome: 'conflict' })
    expect(creates()).toHaveLength(1)
  })

  it('is not suspected when a duplicate rule hit', async () => {
    bench.d365.failNext('createLead', { ...KEY_EXISTS, code: '0x80040333', by: 'rule' } as typeof KEY_EXISTS)
    expect((await bench.push()).lead).toMatchObject({ outcome: 'conflict', reason: 'Said the server.' })
    expect(creates()).toHaveLength(1)
  })
})

describe('the organisation', () => {
  it('met first is kept, and what was noted before moves under it', async () => {
    bench.data.close()
    bench = createPushBench(aTenant({ organizationId: null }))
    bench.data.leads.saveSyncState(aScope({ organizationId: '' }), 'acme.example', aSyncState({ d365LeadId: NIL_ID }))
    await bench.push()
    expect(bench.data.tenants.get(aTenant().id)?.organizationId).toBe(ORGANIZATION_ID)
    expect(bench.sync()).toMatchObject({ status: 'synced', d365LeadId: ACME_LEAD_ID })
  })

  it('that is another one than before stops the push: nothing is asked or sent', async () => {
    bench.d365.organizationId = 'a1b2c3d4-1234-ee11-9ae4-000d3a123456'
    const { lead, failure } = await bench.push()
    expect(lead).toMatchObject({ outcome: 'refused', reason: 'organization_changed' })
    expect(failure).toMatchObject({ kind: 'Refused', reason: 'organization_changed' })
    expect(bench.d365.calls).toEqual(['acquire', 'whoAmI'])
    expect(bench.eventNames()).toContain('organization_changed')
  })
})

describe('a preview', () => {
  it.each([
    ['nothing there', () => undefined, 'created'],
    ['our row', () => void bench.d365.rows.set(ACME_LEAD_ID, { subject: 'Hunter: acme.example' }), 'adopted'],
    ['a website only', () => void bench.d365.rows.set(OTHER_ID, { websiteurl: 'https://acme.example' }), 'conflict'],
    ['a bad lead', () => void bench.data.leads.saveAll([aLead({ contactEmail: 'nobody' })]), 'rejected'],
    ['another organisation', () => void (bench.d365.organizationId = OTHER_ID), 'refused'],
    ['no answer', () => bench.d365.failNext('queryLeads', SERVER_ERROR), 'failed'],
  ])('with %s says what would happen and writes nothing, here or there', async (_what, arrange, outcome) => {
    arrange()
    const rows = bench.d365.rows.size
    const preview = await throughTime(bench.clock, bench.engine.preview(bench.request()))
    expect(preview).toMatchObject({ outcome, status: null })
    expect(bench.d365.rows.size).toBe(rows)
    expect([bench.sync(), attempts(), bench.eventNames()]).toEqual([expect.objectContaining({ status: null }), [], []])
  })
})
