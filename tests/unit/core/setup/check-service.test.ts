import { describe, expect, it } from 'vitest'
import type { CorePorts } from '../../../../src/core/ports/core-ports.ts'
import { fail } from '../../../../src/shared/lib/result.ts'
import type { Failure } from '../../../../src/shared/model/failure.ts'
import { AT, aTenant, TENANT_ID } from '../../../support/builders.ts'
import { TENANT, wrongSecret, aCheckService, rowsOf, failing, inDays, KNOWN_END } from '../../../support/check-world.ts'

describe('the checks of a tenant', () => {
  it('pass where everything is as it should be, each with evidence, in the runbook’s order', async () => {
    const { checks, data, opened } = aCheckService(KNOWN_END)
    const answer = await checks.run(TENANT_ID)
    if (!answer.ok) throw new Error(JSON.stringify(answer.failure))
    expect(answer.value.ok).toBe(true)
    expect(answer.value.rows.map(({ id, status }) => `${id} ${status}`)).toEqual([
      ...['P1', 'P2', 'P3', 'P4'].map((row) => `${row} skipped`),
      ...['A1.1', 'A1.2', 'A1.3', 'A1.4', 'A2.1', 'A2.2', 'A3', 'A3.1', 'A4', 'B1', 'B1f'].map(
        (row) => `${row} passed`,
      ),
      'B2 skipped',
      'B3.1 warning',
      'B3.2 passed',
      'B4 warning',
    ])
    for (const { id, evidence } of answer.value.rows.filter(({ status }) => status === 'passed'))
      expect([id, data.runs.evidence(evidence[0] ?? '')?.runId]).toEqual([id, answer.value.runId])
    expect(data.runs.get(answer.value.runId)).toMatchObject({ kind: 'check', status: 'passed' })
    expect(data.activity.list({ limit: 10 }).map(({ name }) => name)).toEqual(['check_finished', 'd365_token_acquired'])
    expect(opened.map(({ isFresh, isClosed }) => [isFresh, isClosed()])).toEqual([[true, true]])
    expect(await checks.latest(TENANT_ID)).toMatchObject({
      value: { runId: answer.value.runId, rows: answer.value.rows.map(({ id }) => ({ id, stale: null })) },
    })
  })

  it('keep the token itself out of everything they store', async () => {
    const { checks, data } = aCheckService()
    const answer = await checks.run(TENANT_ID)
    const kept = answer.ok ? data.runs.evidenceOf(answer.value.runId) : []
    expect(JSON.stringify([kept, data.activity.list({ limit: 50 })])).not.toContain('x'.repeat(40))
  })

  it('say of a wrong secret what happened and what to do, and skip what cannot be asked then', async () => {
    const rows = await rowsOf({ ...KNOWN_END, token: fail(wrongSecret) })
    expect(failing(rows)).toEqual(['A1.4'])
    expect(rows['A1.4']).toMatchObject({
      detail: expect.stringContaining('secret') as string,
      remedy: expect.stringContaining('new secret') as string,
    })
    expect(rows['A2.1']).toMatchObject({ status: 'skipped', detail: 'Not run, because A1.4 failed.' })
  })

  it('ask Entra ID once for all rows, and log one failure once', async () => {
    const { checks, data } = aCheckService({ token: fail(wrongSecret) })
    await checks.run(TENANT_ID)
    const names = data.activity.list({ limit: 10 }).map(({ name }) => name)
    expect(names.filter((name) => name === 'd365_token_acquisition_failed')).toHaveLength(1)
  })

  it('fail with the reason when the tenant cannot even be opened', async () => {
    const refused: Failure = {
      kind: 'Refused',
      reason: 'base_url_refused',
      message: 'evil.example is no Dataverse host.',
    }
    const rows = await rowsOf({ open: refused })
    expect(failing(rows)).toEqual(['A4'])
    expect(rows['A4']?.detail).toContain('evil.example')
  })
})

describe('attestations', () => {
  it('are kept with name, time and note, and shown in the row they belong to', async () => {
    const { checks } = aCheckService()
    expect(await checks.attest(TENANT_ID, 'A1.1', ' Deniz Kaya ', 'Seen in the portal')).toMatchObject({
      ok: true,
      value: { row: 'A1.1', by: 'Deniz Kaya', note: 'Seen in the portal', at: AT, appVersion: '0.1.0' },
    })
    const answer = await checks.run(TENANT_ID)
    const row = answer.ok ? answer.value.rows.find(({ id }) => id === 'A1.1') : null
    expect(row).toMatchObject({
      status: 'passed',
      attestation: { by: 'Deniz Kaya', at: AT, note: 'Seen in the portal' },
    })
  })

  it('of lines that nothing can show become their status at once, without another run', async () => {
    const { checks } = aCheckService()
    await checks.run(TENANT_ID)
    expect(await checks.attest(TENANT_ID, ' p3 ', 'Deniz Kaya', '')).toMatchObject({ value: { row: 'P3' } })
    const latest = await checks.latest(TENANT_ID)
    const row = latest.ok ? latest.value?.rows.find(({ id }) => id === 'P3') : null
    expect(row).toMatchObject({ status: 'attested', detail: 'All of Hunter’s tests pass.', remedy: null })
  })

  it('are refused without a name, and for rows the console verifies itself', async () => {
    const { checks } = aCheckService()
    expect(await checks.attest(TENANT_ID, 'A1.1', ' ', '')).toMatchObject({ failure: { kind: 'InvalidInput' } })
    expect(await checks.attest(TENANT_ID, 'C1', 'Deniz Kaya', '')).toMatchObject({ failure: { kind: 'InvalidInput' } })
    expect(await checks.attest('nobody', 'A1.1', 'Deniz Kaya', '')).toMatchObject({ failure: { kind: 'NotFound' } })
  })
})

describe('one row alone', () => {
  it('replaces its result and leaves the others as they were', async () => {
    const { checks } = aCheckService(KNOWN_END)
    const whole = await checks.run(TENANT_ID)
    const alone = await checks.run(TENANT_ID, { row: 'a2.2' })
    if (!whole.ok || !alone.ok) throw new Error('The checks did not run.')
    expect(alone.value.rows.map(({ id }) => id)).toEqual(['A2.2'])
    const latest = await checks.latest(TENANT_ID)
    const rows = latest.ok ? (latest.value?.rows ?? []) : []
    expect(rows.map(({ id }) => id)).toEqual(whole.value.rows.map(({ id }) => id))
    expect(rows.find(({ id }) => id === 'A2.2')?.evidence).toEqual(alone.value.rows[0]?.evidence)
  })

  it('that is derived from others rests on what they said last', async () => {
    const { checks } = aCheckService({ ...KNOWN_END, users: [] })
    await checks.run(TENANT_ID)
    const alone = await checks.run(TENANT_ID, { row: 'A4' })
    expect(alone.ok && alone.value.rows[0]).toMatchObject({
      status: 'warning',
      detail: expect.stringContaining('Application user created (row A2.1)') as string,
    })
  })

  it('that does not exist is refused with the rows there are', async () => {
    const { checks } = aCheckService()
    expect(await checks.run(TENANT_ID, { row: 'A9' })).toMatchObject({
      failure: { kind: 'InvalidInput', message: expect.stringContaining('A2.2') as string },
    })
  })
})

describe('a result', () => {
  it.each<[string, (data: CorePorts['data']) => void]>([
    ['changed', ({ tenants }) => tenants.save({ ...aTenant(KNOWN_END.tenant), changedAt: inDays(1) })],
  ])('that the tenant outlived is marked %s', async (reason, change) => {
    const { checks, data } = aCheckService(KNOWN_END)
    await checks.run(TENANT_ID)
    change(data)
    const latest = await checks.latest(TENANT_ID)
    expect(latest.ok && latest.value?.rows.map(({ stale }) => stale)).toEqual(
      latest.ok ? latest.value?.rows.map(() => reason) : [],
    )
  })

  it('says in Turkish what it says in English, in every row', async () => {
    const answer = await aCheckService(KNOWN_END).checks.run(TENANT_ID)
    for (const { id, detail, proves, tr } of answer.ok ? answer.value.rows : []) {
      expect([id, tr?.detail === '', tr?.detail === detail, tr?.proves === proves]).toEqual([id, false, false, false])
    }
  })
})

describe('drift', () => {
  it('compares the newest checks of two tenants without asking either of them', async () => {
    const { checks, data, opened } = aCheckService(KNOWN_END)
    const other = { ...aTenant(KNOWN_END.tenant), id: '5b1f3a52-6f0c-4a49-9f0e-2a7d1c3b8e99', name: 'Contoso TEST' }
    data.tenants.save(other)
    await checks.run(TENANT_ID)
    expect(await checks.drift(TENANT_ID, other.id)).toMatchObject({
      failure: { kind: 'InvalidInput', message: expect.stringContaining('Contoso TEST') as string },
    })
    await checks.run(other.id)
    const before = opened.length
    expect(await checks.drift(TENANT_ID, other.id)).toMatchObject({
      value: {
        first: { tenant: 'Contoso DEV', stale: null },
        second: { tenant: 'Contoso TEST' },
        differences: [],
        ok: true,
      },
    })
    expect(opened.length).toBe(before)
    expect(await checks.drift(TENANT_ID, TENANT_ID)).toMatchObject({ failure: { kind: 'InvalidInput' } })
  })
})

describe('the portal page of a row', () => {
  it('is the one the checks made for this tenant, and no other', async () => {
    const { checks } = aCheckService(KNOWN_END)
    await checks.run(TENANT_ID)
    const found = await checks.portalLink(TENANT_ID, 'A1.3', 'app-secrets')
    expect(found.ok && new URL(found.value.url).hostname).toBe('portal.azure.com')
    expect(found.ok && found.value.url).toContain(TENANT.clientId)
    expect(await checks.portalLink(TENANT_ID, 'A1.3', 'solutions')).toMatchObject({ failure: { kind: 'NotFound' } })
  })
})
