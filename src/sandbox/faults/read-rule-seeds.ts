import { asObject, checkFields, isFlag, isText } from './read-control-body.ts'
import { UnreadableControlError } from './unreadable-control-error.ts'
import type { DuplicateRuleSeed, ProcessingStepSeed } from '../dataverse/seed/seed-rules.ts'
import type { Check } from './read-control-body.ts'

type Fields<T> = Readonly<Record<keyof T, Check>>

const isNames: Check = (value) => Array.isArray(value) && value.length > 0 && value.every(isText)
const isStage: Check = (value) => value === 10 || value === 20 || value === 40

const ruleFields: Fields<DuplicateRuleSeed> = { name: isText, table: isText, columns: isNames, published: isFlag }
const stepFields: Fields<ProcessingStepSeed> = {
  name: isText,
  message: isText,
  table: isText,
  stage: isStage,
  isAsynchronous: isFlag,
  isEnabled: isFlag,
}

/** @throws UnreadableControlError naming the member that is wrong. */
export const readDuplicateRules = (body: unknown): readonly DuplicateRuleSeed[] =>
  readList<DuplicateRuleSeed>(body, 'rules', ruleFields, { published: true })

/** @throws UnreadableControlError naming the member that is wrong. */
export const readProcessingSteps = (body: unknown): readonly ProcessingStepSeed[] =>
  readList<ProcessingStepSeed>(body, 'steps', stepFields, { isAsynchronous: false, isEnabled: true })

const readList = <T extends object>(
  body: unknown,
  name: string,
  fields: Fields<T>,
  defaults: Partial<T>,
): readonly T[] => {
  const list = asObject(body, 'The body')[name]
  if (!Array.isArray(list)) throw new UnreadableControlError(`'${name}' must be a list.`)
  return list.map((given: unknown) => {
    const item: Readonly<Record<string, unknown>> = { ...defaults, ...asObject(given, `An entry of '${name}'`) }
    const missing = Object.keys(fields).find((field) => !(field in item))
    if (missing !== undefined) throw new UnreadableControlError(`An entry of '${name}' needs '${missing}'.`)
    checkFields(item, fields, `an entry of '${name}'`)
    return item as T
  })
}
