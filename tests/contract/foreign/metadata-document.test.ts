import { xml2json } from 'odata-csdl'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bulkActions } from '../../../src/sandbox/dataverse/functions/bulk-actions.ts'
import { unboundActions } from '../../../src/sandbox/dataverse/functions/unbound-actions.ts'
import { unboundFunctions } from '../../../src/sandbox/dataverse/functions/unbound-functions.ts'
import { userFunctions } from '../../../src/sandbox/dataverse/functions/privilege-functions.ts'
import { queryFunctions } from '../../../src/sandbox/dataverse/odata/parse-filter.ts'
import { startSandboxProcess, type SandboxProcess } from './sandbox-process.ts'

/** CSDL JSON 4.01, as far as it is looked at here. */
interface Member {
  readonly $Kind?: string
  readonly $Type?: string
  readonly $Collection?: boolean
  readonly $Function?: string
  readonly $Action?: string
  readonly $MaxLength?: number
  readonly $ReferentialConstraint?: Readonly<Record<string, string>>
  readonly $NavigationPropertyBinding?: Readonly<Record<string, string>>
}
interface EntityType {
  readonly $Kind: 'EntityType'
  readonly $BaseType?: string
  readonly $Key?: readonly string[]
  readonly [member: string]: unknown
}

/** One table as EntityDefinitions describes it. */
interface TableDefinition {
  readonly LogicalName: string
  readonly EntitySetName: string
  readonly PrimaryIdAttribute: string
  readonly Attributes: readonly { LogicalName: string; AttributeType: string; MaxLength?: number }[]
  readonly ManyToOneRelationships: readonly {
    ReferencingEntityNavigationPropertyName: string
    ReferencedEntity: string
  }[]
  readonly OneToManyRelationships: readonly {
    ReferencedEntityNavigationPropertyName: string | null
    ReferencingEntity: string
  }[]
}

const namespace = 'Microsoft.Dynamics.CRM'
let sandbox: SandboxProcess
let schema: Readonly<Record<string, unknown>>
let tables: readonly TableDefinition[]
const findings: { readonly message: string }[] = []

beforeAll(async () => {
  sandbox = await startSandboxProcess()
  const xml = await get('$metadata')
  const document = xml2json(xml, { strict: true, messages: findings }) as Readonly<Record<string, unknown>>
  schema = document[namespace] as Readonly<Record<string, unknown>>
  const list = JSON.parse(await get('EntityDefinitions?$select=LogicalName')) as { value: readonly TableDefinition[] }
  tables = await Promise.all(
    list.value.map(async ({ LogicalName }) => {
      const expand = '$expand=Attributes,ManyToOneRelationships,OneToManyRelationships'
      return JSON.parse(await get(`EntityDefinitions(LogicalName='${LogicalName}')?${expand}`)) as TableDefinition
    }),
  )
})
afterAll(async () => sandbox[Symbol.asyncDispose]())

async function get(path: string): Promise<string> {
  const headers = { Authorization: `Bearer ${await sandbox.token()}` }
  const answer = await fetch(`${sandbox.apiUrl}/${path}`, { headers })
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`)
  return answer.text()
}

const typeOf = (table: TableDefinition): EntityType => schema[table.LogicalName] as EntityType
const member = (table: TableDefinition, name: string): Member | undefined => typeOf(table)[name] as Member | undefined
const container = (): Readonly<Record<string, Member>> => schema['System'] as Readonly<Record<string, Member>>

/** Without namespace or alias. */
const bare = (name: string | undefined): string =>
  (name ?? 'Edm.String').replace(/^(mscrm|Microsoft\.Dynamics\.CRM)\./, '')

const lookups = new Set(['Lookup', 'Owner', 'Customer'])
/** AttributeType to the primitive type that the Web API shows. */
const primitives: Readonly<Record<string, string>> = {
  String: 'Edm.String',
  Memo: 'Edm.String',
  Integer: 'Edm.Int32',
  Picklist: 'Edm.Int32',
  State: 'Edm.Int32',
  Status: 'Edm.Int32',
  BigInt: 'Edm.Int64',
  Decimal: 'Edm.Decimal',
  Money: 'Edm.Decimal',
  Double: 'Edm.Double',
  Boolean: 'Edm.Boolean',
  DateTime: 'Edm.DateTimeOffset',
  Lookup: 'Edm.Guid',
  Owner: 'Edm.Guid',
  Customer: 'Edm.Guid',
  Uniqueidentifier: 'Edm.Guid',
}

describe('the metadata document, read by the converter of the OASIS committee', () => {
  it('is CSDL 4.0 without an unknown element, attribute or missing name', () => {
    expect(findings).toEqual([])
    expect(schema['$Alias']).toBe('mscrm')
  })

  it('names only types that it declares', () => {
    const declared = new Set(Object.keys(schema))
    const named = [...JSON.stringify(schema).matchAll(/"\$(?:Type|BaseType|EntityType)":"(?!Edm\.)([^"]+)"/g)]
    expect(named.length).toBeGreaterThan(50)
    expect([...new Set(named.map(([, name]) => bare(name)))].filter((name) => !declared.has(name))).toEqual([])
  })

  it('binds navigation properties to entity sets that exist', () => {
    const sets = container()
    const targets = Object.values(sets).flatMap((set) => Object.values(set.$NavigationPropertyBinding ?? {}))
    expect(targets.length).toBeGreaterThan(20)
    expect(targets.filter((target) => !(target in sets))).toEqual([])
  })
})

describe('the metadata document and what is served', () => {
  interface Overload {
    readonly $Kind: string
    readonly $IsBound?: boolean
    readonly $Parameter?: readonly { readonly $Type?: string; readonly $Collection?: boolean }[]
  }
  const overloads = (): readonly (readonly [string, Overload])[] =>
    Object.entries(schema).flatMap(([name, value]) =>
      Array.isArray(value) ? value.map((one) => [name, one as Overload] as const) : [],
    )
  const namesOf = (kind: string, isBound: boolean): readonly string[] =>
    overloads().flatMap(([name, one]) => (one.$Kind === kind && (one.$IsBound ?? false) === isBound ? [name] : []))

  it('agree on functions and actions without a row, which the container imports', () => {
    expect(namesOf('Function', false)).toEqual([...unboundFunctions.keys(), ...queryFunctions])
    expect(namesOf('Action', false)).toEqual([...unboundActions.keys()])
    const imports = Object.entries(container()).flatMap(([name, { $Function, $Action }]) =>
      ($Function ?? $Action) === undefined ? [] : [[name, bare($Function ?? $Action)]],
    )
    expect(imports).toEqual([...unboundFunctions.keys(), ...unboundActions.keys()].map((name) => [name, name]))
  })

  it('agree on functions of a user and on bulk messages of a table', () => {
    expect(namesOf('Function', true)).toEqual([...userFunctions.keys()])
    const bulk = overloads().flatMap(([name, { $IsBound, $Kind, $Parameter }]) =>
      $IsBound && $Kind === 'Action' ? [`${bare($Parameter?.[0]?.$Type)} ${name}`] : [],
    )
    const taken = (['lead', 'account', 'contact'] as const).flatMap((table) =>
      [...bulkActions.keys()].map((name) => `${table} ${name}`),
    )
    expect([...bulk].sort()).toEqual([...taken].sort())
  })

  it.each([
    ['RetrieveCurrentOrganization(AccessType=@p)?@p=Microsoft.Dynamics.CRM.EndpointAccessType%27Default%27'],
    ['WhoAmI'],
    ['RetrieveVersion()'],
  ])('agree on the members of the answer to %s', async (path) => {
    const answer = JSON.parse(await get(path)) as Readonly<Record<string, unknown>>
    expectDeclared(answer, bare(String(answer['@odata.context']).split('#')[1]))
  })

  /** Every member is declared by the type, and none that is declared is missing; complex values likewise. */
  function expectDeclared(value: Readonly<Record<string, unknown>>, type: string): void {
    const members = schema[type] as Readonly<Record<string, Member>>
    const declared = Object.keys(members).filter((name) => !name.startsWith('$'))
    const given = Object.keys(value).filter((name) => !name.startsWith('@'))
    expect(given.sort(), type).toEqual(declared.sort())
    for (const name of declared) {
      const inner = bare(members[name]?.$Type)
      const kind = (schema[inner] as Member | undefined)?.$Kind
      if (kind === 'ComplexType') expectDeclared(value[name] as Readonly<Record<string, unknown>>, inner)
      if (kind === 'EnumType')
        expect(Object.keys(schema[inner] as object)).toEqual(expect.arrayContaining([value[name]].flat()))
    }
  }
})

describe('the metadata document and EntityDefinitions', () => {
  it('agree on tables, entity sets and keys', () => {
    const said = tables.map((table) => {
      const set = container()[table.EntitySetName]
      return [table.LogicalName, bare(set?.$Type), typeOf(table).$Key]
    })
    expect(said).toEqual(tables.map(({ LogicalName: name, PrimaryIdAttribute: id }) => [name, name, [id]]))
    const sets = Object.entries(container()).filter(([, { $Type, $Collection }]) => $Type !== undefined && $Collection)
    expect(sets.map(([name]) => name).sort()).toEqual(tables.map(({ EntitySetName }) => EntitySetName).sort())
  })

  it('agree on columns, their types and lengths', () => {
    for (const table of tables) {
      const expected = table.Attributes.map(({ LogicalName, AttributeType, MaxLength }) => [
        lookups.has(AttributeType) ? `_${LogicalName}_value` : LogicalName,
        primitives[AttributeType],
        MaxLength,
      ])
      const found = Object.entries(typeOf(table))
        .filter(([name, value]) => !name.startsWith('$') && (value as Member).$Kind !== 'NavigationProperty')
        .map(([name, value]) => [name, (value as Member).$Type ?? 'Edm.String', (value as Member).$MaxLength])
      expect(found, table.LogicalName).toEqual(expected)
    }
  })

  it('agree on where lookups lead', () => {
    for (const table of tables) {
      const targets = Map.groupBy(table.ManyToOneRelationships, (one) => one.ReferencingEntityNavigationPropertyName)
      for (const [name, relationships] of targets) {
        const target = relationships.length > 1 ? 'crmbaseentity' : relationships[0]!.ReferencedEntity
        expect([table.LogicalName, name, bare(member(table, name)?.$Type)]).toEqual([table.LogicalName, name, target])
      }
    }
  })

  it('agree on collections', () => {
    const said = tables.flatMap((table) =>
      table.OneToManyRelationships.flatMap(({ ReferencedEntityNavigationPropertyName: name, ReferencingEntity }) =>
        name === null ? [] : [{ table, name, other: ReferencingEntity }],
      ),
    )
    expect(said.length).toBeGreaterThan(5)
    for (const { table, name, other } of said) {
      const property = member(table, name)
      expect([table.LogicalName, name, bare(property?.$Type), property?.$Collection]).toEqual([
        table.LogicalName,
        name,
        other,
        true,
      ])
    }
  })

  it('ties every lookup with one target to its column', () => {
    const lead = tables.find(({ LogicalName }) => LogicalName === 'lead')!
    expect(member(lead, 'parentaccountid')?.$ReferentialConstraint).toMatchObject({
      _parentaccountid_value: 'accountid',
    })
  })
})
