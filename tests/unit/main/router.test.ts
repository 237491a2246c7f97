import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Handlers } from '../../../src/main/ipc/handlers.ts'
import { createRouter } from '../../../src/main/ipc/router.ts'
import { CALLS, EnvelopeSchema } from '../../../src/shared/contract/calls.ts'
import { CALL_NAMES, type CallName } from '../../../src/shared/contract/names.ts'
import { fail, ok } from '../../../src/shared/lib/result.ts'
import { aNewTenant, aTenant, TENANT_ID } from '../../support/builders.ts'
import { createRecordingLog } from '../../support/recording-log.ts'

type Spy = { readonly name: CallName; readonly input: unknown }

const aView = {
  ...aTenant(),
  effectiveEnvironment: 'DEV',
  secretState: 'missing',
  isActive: true,
  hasProxyPassword: false,
  twins: [],
  unlockedUntil: null,
}

/** Handlers that note what reached them and give back whatever a test wants. */
function serve(answer: (name: CallName, input: unknown) => unknown) {
  const reached: Spy[] = []
  const log = createRecordingLog()
  const handlers = Object.fromEntries(
    CALL_NAMES.map((name) => [
      name,
      (input: unknown) => {
        reached.push({ name, input })
        return Promise.resolve(answer(name, input))
      },
    ]),
  ) as unknown as Handlers
  let bugs = 0
  const router = createRouter({
    handlers,
    log,
    newId: () => `bug-${(bugs += 1)}`,
    failureOf: (error) => (error instanceof RangeError ? { kind: 'Cancelled', message: error.message } : null),
  })
  return { router, reached, log }
}

describe('the router', () => {
  it('hands a parsed input to the handler and gives its parsed answer back', async () => {
    const { router, reached } = serve(() => ok(aView))
    const tenant = aNewTenant({ name: '  Contoso DEV  ', clientId: '1A2B3C4D-5E6F-4A7B-8C9D-0E1F2A3B4C03' })
    const answer = await router('tenants:add', { tenant, credential: null, sessionOnly: false })
    expect(answer).toEqual({ ok: true, value: aView })
    expect(reached).toEqual([
      { name: 'tenants:add', input: { tenant: aNewTenant(), credential: null, sessionOnly: false } },
    ])
  })

  it('refuses a name that is not in the contract, inherited names included', async () => {
    const { router, reached } = serve(() => ok({}))
    for (const name of ['tenants:everything', '', 'constructor', '__proto__', 'toString', null, 7, ['app:info']]) {
      expect(await router(name, {})).toMatchObject({ ok: false, failure: { kind: 'InvalidInput' } })
    }
    expect(reached).toEqual([])
  })

  it.each(CALL_NAMES)('refuses a stranger among the keys of %s before any handler runs', async (name) => {
    const { router, reached } = serve(() => ok({}))
    expect(await router(name, { 'no such key': 1 })).toMatchObject({ ok: false, failure: { kind: 'InvalidInput' } })
    expect(reached).toEqual([])
  })

  it('names the field that is wrong and never repeats its value', async () => {
    const { router } = serve(() => ok(aView))
    const secret = 'canary-secret-value'
    const answer = await router('tenants:set-secret', { tenantId: TENANT_ID, secret: { secret }, sessionOnly: 'no' })
    expect(answer).toMatchObject({
      failure: { fields: [{ field: 'secret' }, { field: 'sessionOnly' }] },
    })
    expect(JSON.stringify(answer)).not.toContain(secret)
  })

  it('passes a failure on as it is', async () => {
    const failure = { kind: 'Refused', reason: 'prod_locked', message: 'Contoso is locked.' } as const
    const { router } = serve(() => fail(failure))
    expect(await router('push:start', { tenantId: TENANT_ID, selection: { domains: ['acme.example'] } })).toEqual({
      ok: false,
      failure,
    })
  })

  it('answers a throwing handler with a bug whose id stands in the log beside the cause', async () => {
    const cause = new Error('no such column: oops')
    const { router, log } = serve(() => {
      throw cause
    })
    const answer = await router('gate:log', {})
    expect(answer).toMatchObject({ ok: false, failure: { kind: 'Bug', id: 'bug-1' } })
    expect(JSON.stringify(answer)).not.toContain('oops')
    expect(log.lines).toMatchObject([{ level: 'error', fields: { id: 'bug-1', call: 'gate:log', error: cause } }])
  })

  it('answers with the failure that an error stands for, which is no bug', async () => {
    const { router } = serve(() => {
      throw new RangeError('Held by somebody else.')
    })
    const answer = await router('gate:log', {})
    expect(answer).toEqual({ ok: false, failure: { kind: 'Cancelled', message: 'Held by somebody else.' } })
  })

  it('takes an answer outside the contract for a bug: nothing undeclared reaches the window', async () => {
    const { router } = serve(() => ok([{ ...aView, clientSecret: 'canary' }]))
    const answer = await router('tenants:list', {})
    expect(answer).toMatchObject({ ok: false, failure: { kind: 'Bug' } })
    expect(JSON.stringify(answer)).not.toContain('canary')
  })

  it('survives any input: an envelope comes back, and no prototype has changed', async () => {
    const { router } = serve(() => ok({}))
    const poisoned = fc.oneof(
      fc.anything({ withNullPrototype: true, withBigInt: true, withDate: true, withMap: true, withObjectString: true }),
      fc.json().map((text): unknown => JSON.parse(text)),
      fc.constantFrom<unknown>(
        JSON.parse('{"__proto__":{"polluted":true}}'),
        JSON.parse('{"tenant":{"__proto__":{"polluted":true}},"constructor":{"prototype":{"polluted":true}}}'),
        'x'.repeat(10_000_000),
      ),
    )
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...CALL_NAMES), poisoned, async (name, input) => {
        const answer = await router(name, input)
        expect(EnvelopeSchema.safeParse(answer).success).toBe(true)
        expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
        expect(Object.keys(Object.prototype)).toEqual([])
      }),
      { numRuns: 400 },
    )
  })

  it('knows every call of the contract', () => {
    expect(Object.keys(CALLS).toSorted()).toEqual([...CALL_NAMES].toSorted())
  })
})
