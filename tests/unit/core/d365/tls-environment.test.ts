import { expect, it } from 'vitest'
import { judgeTlsEnvironment } from '../../../../src/core/d365/http/tls-environment.ts'

it('does not let the process go on with certificate checks switched off', () => {
  expect(judgeTlsEnvironment({ NODE_TLS_REJECT_UNAUTHORIZED: '0' }).mustAbort).toMatch(/Unset it/)
})

it.each([{}, { NODE_TLS_REJECT_UNAUTHORIZED: '1' }, { NODE_TLS_REJECT_UNAUTHORIZED: '' }])('lets %j pass', (env) => {
  expect(judgeTlsEnvironment(env)).toEqual({ mustAbort: null, notes: [] })
})

it('mentions extra roots, which company networks need', () => {
  const { mustAbort, notes } = judgeTlsEnvironment({ NODE_EXTRA_CA_CERTS: '/etc/company.pem' })
  expect(mustAbort).toBeNull()
  expect(notes).toEqual([expect.stringContaining('/etc/company.pem')])
})
