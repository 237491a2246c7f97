import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dynamicsClient, refusal } from './dynamics-client.ts'
import { plainClient } from './plain-client.ts'
import { startSandboxProcess, type SandboxProcess } from './sandbox-process.ts'
import type { DynamicsWebApi } from 'dynamics-web-api'

let sandbox: SandboxProcess
let client: DynamicsWebApi
beforeAll(async () => {
  sandbox = await startSandboxProcess('--control')
  client = dynamicsClient(sandbox)
})
afterAll(async () => sandbox[Symbol.asyncDispose]())

describe('DynamicsWebApi: duplicate detection', () => {
  it('is told of a duplicate when it asks to be, and only then', async () => {
    const create = (duplicateDetection: boolean) =>
      client.create({ collection: 'leads', data: { emailaddress1: 'twice@contoso.com' }, duplicateDetection })
    await create(true)
    expect(await refusal(create(true))).toBe('412 0x80040333')
    await create(false)
    expect(await client.count({ collection: 'leads', filter: "emailaddress1 eq 'twice@contoso.com'" })).toBe(2)
  })
})

describe('DynamicsWebApi: acting for another user', () => {
  it('needs a privilege for it, and then names both users on the row', async () => {
    const { UserId: me } = await client.callFunction<{ UserId: string }>('WhoAmI')
    const users = await client.retrieveMultiple<{ systemuserid: string }>({
      collection: 'systemusers',
      filter: `systemuserid ne ${me}`,
      select: ['systemuserid'],
    })
    const impersonate = users.value[0]!.systemuserid
    const create = () =>
      client.create<object, Record<string, unknown>>({
        collection: 'leads',
        data: { subject: 'for another' },
        impersonate,
        returnRepresentation: true,
      })
    expect(await refusal(create())).toBe('403 0x8004a110')
    const state = { state: 'roles', roles: ['System Administrator'] }
    await plainClient(sandbox).control('/application-user', state)
    expect(await create()).toMatchObject({ _createdby_value: impersonate, _createdonbehalfby_value: me })
  })
})
