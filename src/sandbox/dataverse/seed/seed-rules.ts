import { privilegeName } from '../security/privilege-names.ts'
import { stableId } from '../catalogue/table.ts'
import { grant, seedRow } from './seed-organisation.ts'
import type { Organisation } from '../organisation.ts'

/** A duplicate detection rule over columns of one table, compared exactly and without case. */
export interface DuplicateRuleSeed {
  readonly name: string
  readonly table: string
  readonly columns: readonly string[]
  readonly published: boolean
}

/** A plug-in step as an environment may have it. */
export interface ProcessingStepSeed {
  readonly name: string
  readonly message: string
  readonly table: string
  /** 10 pre-validation, 20 pre-operation, 40 post-operation. */
  readonly stage: number
  readonly isAsynchronous: boolean
  readonly isEnabled: boolean
}

/** The rules that come with every environment. Source: "Detect duplicate data using the Web API". */
const defaultRules: readonly DuplicateRuleSeed[] = [
  { name: 'Leads with the same e-mail address', table: 'lead', columns: ['emailaddress1'], published: true },
  { name: 'Contacts with the same e-mail address', table: 'contact', columns: ['emailaddress1'], published: true },
  { name: 'Accounts with the same Account Name', table: 'account', columns: ['name'], published: true },
]

/** Adds the default rules where there are none, and lets the usual roles read them. */
export const seedDefaultRules = (organisation: Organisation): void => {
  if (organisation.store.get('SELECT 1 AS found FROM duplicaterule') !== undefined) return
  replaceDuplicateRules(organisation, defaultRules)
  const { administratorRoleId, integrationRoleId } = organisation.identity
  for (const roleId of [administratorRoleId, integrationRoleId]) grantRuleReading(organisation, roleId)
}

export const grantRuleReading = (organisation: Organisation, roleId: string): void => {
  for (const name of ['duplicaterule', 'duplicaterulecondition', 'sdkmessageprocessingstep']) {
    grant(organisation, roleId, privilegeName('Read', organisation.catalogue.get(name)), 'Global')
  }
}

export const replaceDuplicateRules = (organisation: Organisation, rules: readonly DuplicateRuleSeed[]): void =>
  organisation.store.transaction(() => {
    organisation.store.run('DELETE FROM duplicaterule')
    organisation.store.run('DELETE FROM duplicaterulecondition')
    rules.forEach((rule, index) => seedRule(organisation, rule, index))
  })

const seedRule = (organisation: Organisation, rule: DuplicateRuleSeed, index: number): void => {
  const id = stableId(`duplicaterule:${index}:${rule.name}`)
  seedRow(organisation, 'duplicaterule', id, {
    name: rule.name,
    baseentityname: rule.table,
    matchingentityname: rule.table,
    iscasesensitive: 0,
    excludeinactiverecords: 0,
    statecode: rule.published ? 1 : 0,
    statuscode: rule.published ? 2 : 0,
  })
  for (const column of rule.columns) {
    seedRow(organisation, 'duplicaterulecondition', stableId(`${id}:${column}`), {
      baseattributename: column,
      matchingattributename: column,
      operatorcode: 0,
      duplicateruleid: id,
    })
  }
}

export const replaceProcessingSteps = (organisation: Organisation, steps: readonly ProcessingStepSeed[]): void =>
  organisation.store.transaction(() => {
    organisation.store.run('DELETE FROM sdkmessageprocessingstep')
    organisation.steps.replaced()
    steps.forEach((step, index) => {
      seedRow(organisation, 'sdkmessageprocessingstep', stableId(`step:${index}:${step.name}`), {
        name: step.name,
        mode: step.isAsynchronous ? 1 : 0,
        stage: step.stage,
        rank: index + 1,
        ismanaged: 0,
        componentstate: 0,
        sdkmessageid: stableId(`message:${step.message}`),
        sdkmessagefilterid: stableId(`filter:${step.message}:${step.table}`),
        statecode: step.isEnabled ? 0 : 1,
        statuscode: step.isEnabled ? 1 : 2,
      })
    })
  })
