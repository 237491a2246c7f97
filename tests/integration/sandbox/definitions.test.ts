import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { json, openWire, refusal, type Wire } from './wire.ts'

let wire: Wire
let nowMs = Date.UTC(2026, 0, 15, 9)
beforeAll(async () => {
  wire = await openWire({ now: () => nowMs, tokenLifetimeSeconds: 86_400 })
})
afterAll(async () => wire[Symbol.asyncDispose]())

const attributes = "EntityDefinitions(LogicalName='lead')/Attributes"
let name: string
let number = 0
beforeEach(() => {
  wire.sandbox.control?.organisation({ columnDelayMs: 20_000, keyActivationMs: 60_000 })
  number += 1
  name = `hnt_made${number}`
})

const label = (text: string) => ({
  '@odata.type': 'Microsoft.Dynamics.CRM.Label',
  LocalizedLabels: [{ '@odata.type': 'Microsoft.Dynamics.CRM.LocalizedLabel', Label: text, LanguageCode: 1033 }],
})
const makeColumn = () =>
  wire.api(attributes, {
    method: 'POST',
    body: {
      '@odata.type': 'Microsoft.Dynamics.CRM.StringAttributeMetadata',
      SchemaName: name,
      MaxLength: 40,
      FormatName: { Value: 'Text' },
      DisplayName: label(name),
    },
  })
const readColumn = (headers: Record<string, string> = {}) =>
  wire.api(`${attributes}(LogicalName='${name}')?$select=LogicalName`, { headers })
const write = () => wire.api('leads', { method: 'POST', body: { [name]: 'value' } })
const publish = () =>
  wire.api('PublishXml', {
    method: 'POST',
    body: { ParameterXml: '<importexportxml><entities><entity>lead</entity></entities></importexportxml>' },
  })

describe('a new column', () => {
  it('is neither read nor written for a while, and cannot be made twice meanwhile', async () => {
    expect((await makeColumn()).status).toBe(204)
    expect((await readColumn()).status).toBe(404)
    expect(refusal(await write())).toBe('400 0x80048d19')
    expect(refusal(await makeColumn())).toBe('400 0x80047013')
    nowMs += 20_000
    expect((await readColumn()).status).toBe(200)
    expect((await write()).status).toBe(204)
  })

  it('is in force as soon as it is published', async () => {
    await makeColumn()
    expect((await publish()).status).toBe(204)
    expect((await write()).status).toBe(204)
  })

  it('is seen at once by a reader who asks for strong consistency', async () => {
    await makeColumn()
    expect((await readColumn({ Consistency: 'Strong' })).status).toBe(200)
  })
})

describe('a new alternate key', () => {
  it('is pending until its index is built, and addresses rows only then', async () => {
    await makeColumn()
    await publish()
    const keys = "EntityDefinitions(LogicalName='lead')/Keys"
    await wire.api(keys, {
      method: 'POST',
      body: { SchemaName: `${name}_key`, DisplayName: label(name), KeyAttributes: [name] },
    })
    const status = async () =>
      json(await wire.api(`${keys}(LogicalName='${name}_key')?$select=EntityKeyIndexStatus`))['EntityKeyIndexStatus']
    const upsert = () => wire.api(`leads(${name}='A1')`, { method: 'PATCH', body: { subject: 'by key' } })
    expect(await status()).toBe('Pending')
    expect(refusal(await upsert())).toBe('400 0x80060890')
    nowMs += 60_000
    expect((await upsert()).status).toBe(204)
    expect(await status()).toBe('Active')
  })

  it('fails where rows already clash', async () => {
    await makeColumn()
    await publish()
    await write()
    await write()
    const keys = "EntityDefinitions(LogicalName='lead')/Keys"
    wire.sandbox.control?.organisation({ keyActivationMs: 0 })
    await wire.api(keys, {
      method: 'POST',
      body: { SchemaName: `${name}_key`, DisplayName: label(name), KeyAttributes: [name] },
    })
    const key = json(await wire.api(`${keys}(LogicalName='${name}_key')?$select=EntityKeyIndexStatus`))
    expect(key['EntityKeyIndexStatus']).toBe('Failed')
  })
})

describe('the kind of environment', () => {
  it('is what the organisation is told to be', async () => {
    const detail = async () => {
      const path = "RetrieveCurrentOrganization(AccessType=@p1)?@p1=Microsoft.Dynamics.CRM.EndpointAccessType'Default'"
      return (json(await wire.api(path))['Detail'] as Record<string, unknown>)['OrganizationType']
    }
    expect(await detail()).toBe('Developer')
    wire.sandbox.control?.organisation({ organizationType: 'Customer' })
    expect(await detail()).toBe('Customer')
  })
})
