import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { attachSandbox } from '../../../src/compose/attached-sandbox.ts'
import { makeTempDir } from '../../support/temp-dir.ts'

const LINE = {
  baseUrl: 'https://127.0.0.1:4443',
  authority: 'https://127.0.0.1:4443/7f3c2d10-98ab-4c1d-8e2f-3a4b5c6d7e02',
  tenantId: '7f3c2d10-98ab-4c1d-8e2f-3a4b5c6d7e02',
  clientId: '1a2b3c4d-5e6f-4a7b-8c9d-0e1f2a3b4c03',
  clientSecret: 'rehearsal',
  caPath: '/nowhere/ca.pem',
  controlUrl: null,
}

it.each([
  ['another machine', { baseUrl: 'https://sandbox.example.com' }],
  ['plain http', { baseUrl: 'http://127.0.0.1:4443' }],
  ['a name in front of the host', { baseUrl: 'https://127.0.0.1@sandbox.example.com' }],
  ['a sign-in elsewhere', { authority: 'https://login.example.com/common' }],
  ['a control door elsewhere', { controlUrl: 'https://sandbox.example.com/control' }],
])('a sandbox file that names %s is refused before anything is asked', async (_what, over) => {
  using folder = makeTempDir()
  const file = join(folder.path, 'sandbox.json')
  writeFileSync(file, JSON.stringify({ ...LINE, ...over }))
  expect(await attachSandbox(file).info()).toMatchObject({ ok: false, failure: { reason: 'base_url_refused' } })
})
