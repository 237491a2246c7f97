import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dynamicsClient, label, refusal } from './dynamics-client.ts'
import { startSandboxProcess, type SandboxProcess } from './sandbox-process.ts'
import type { DynamicsWebApi } from 'dynamics-web-api'

let sandbox: SandboxProcess
let client: DynamicsWebApi
beforeAll(async () => {
  sandbox = await startSandboxProcess()
  client = dynamicsClient(sandbox)
})
afterAll(async () => sandbox[Symbol.asyncDispose]())

const create = (data: object) =>
  client.create<object, Record<string, unknown>>({ collection: 'leads', data, returnRepresentation: true })

describe('DynamicsWebApi: metadata', () => {
  const entityKey = "LogicalName='lead'"

  it('reads a table with its columns and keys', async () => {
    const table = await client.retrieveEntity<Record<string, unknown>>({
      key: entityKey,
      select: ['LogicalName', 'EntitySetName', 'PrimaryIdAttribute', 'ObjectTypeCode'],
      expand: [
        { property: 'Attributes', select: ['LogicalName'], filter: "LogicalName eq 'subject'" },
        { property: 'Keys' },
      ],
    })
    expect(table).toMatchObject({
      LogicalName: 'lead',
      EntitySetName: 'leads',
      PrimaryIdAttribute: 'leadid',
      ObjectTypeCode: 4,
      Attributes: [{ LogicalName: 'subject' }],
    })
  })

  it('creates a column, reads its range by the cast, changes it and uses it', async () => {
    const data = {
      '@odata.type': 'Microsoft.Dynamics.CRM.IntegerAttributeMetadata',
      SchemaName: 'hnt_ForeignScore',
      DisplayName: label('Foreign Score'),
      RequiredLevel: {
        Value: 'None',
        CanBeChanged: true,
        ManagedPropertyLogicalName: 'canmodifyrequirementlevelsettings',
      },
      Format: 'None',
      MinValue: 0,
      MaxValue: 100,
    }
    await client.createAttribute({ entityKey, data })
    const attributeKey = "LogicalName='hnt_foreignscore'"
    const castType = 'Microsoft.Dynamics.CRM.IntegerAttributeMetadata'
    const column = await client.retrieveAttribute<Record<string, unknown>>({ entityKey, attributeKey, castType })
    expect(column).toMatchObject({ SchemaName: 'hnt_ForeignScore', MinValue: 0, MaxValue: 100 })
    await client.updateAttribute({ entityKey, data: { ...column, MaxValue: 50 }, castType, mergeLabels: true })
    expect(await create({ subject: 'scored', hnt_foreignscore: 50 })).toMatchObject({ hnt_foreignscore: 50 })
    expect(await refusal(create({ subject: 'too much', hnt_foreignscore: 51 }))).toBe('400 0x8004432f')
    expect(await refusal(client.createAttribute({ entityKey, data }))).toBe('400 0x80047013')
  })

  it('reads the choices of a column', async () => {
    const column = await client.retrieveAttribute<{ OptionSet: { Options: readonly { Value: number }[] } }>({
      entityKey,
      attributeKey: "LogicalName='leadqualitycode'",
      castType: 'Microsoft.Dynamics.CRM.PicklistAttributeMetadata',
      expand: [{ property: 'OptionSet' }],
    })
    expect(column.OptionSet.Options.map(({ Value }) => Value)).toEqual([1, 2, 3])
  })

  it('lists tables and one kind of column', async () => {
    const tables = await client.retrieveEntities<{ LogicalName: string }>({ select: ['LogicalName'] })
    expect(tables.value.map(({ LogicalName }) => LogicalName)).toContain('lead')
    const memos = await client.retrieveAttributes<{ LogicalName: string }>({
      entityKey,
      castType: 'Microsoft.Dynamics.CRM.MemoAttributeMetadata',
      select: ['LogicalName', 'MaxLength'],
    })
    expect(memos.value).toContainEqual(expect.objectContaining({ LogicalName: 'description', MaxLength: 2000 }))
  })

  it('downloads the metadata document', async () => {
    expect(await client.retrieveCsdlMetadata()).toContain('<EntityType Name="lead"')
  })
})
