import { adviseFailure } from '../../shared/advice/advise-failure.ts'
import { adviseMappingFinding } from '../../shared/advice/mapping-texts.ts'
import type { Failure } from '../../shared/model/failure.ts'
import type { MappingFinding } from '../../shared/model/mapping.ts'

/** One thing said in both languages of the console, side by side so that neither is forgotten. */
export interface Said {
  readonly en: string
  readonly tr: string
}

export const said = (en: string, tr: string): Said => ({ en, tr })

/** Sentences one after the other; nothing for what is null. */
export const together = (...parts: readonly (Said | null)[]): Said => {
  const given = parts.filter((part) => part !== null)
  return said(given.map(({ en }) => en).join(' '), given.map(({ tr }) => tr).join(' '))
}

/** `a, b and c` of things that are written the same in both languages. */
export const listed = (names: readonly string[]): Said => {
  const [last = '', ...others] = [...names].reverse()
  if (others.length === 0) return said(last, last)
  const before = others.reverse().join(', ')
  return said(`${before} and ${last}`, `${before} ve ${last}`)
}

/** What is wrong with one column. */
export const sayColumn = (finding: MappingFinding): Said =>
  said(adviseMappingFinding(finding, 'en')[0], adviseMappingFinding(finding, 'tr')[0])

/** What happened and what to do about a failure. */
export function sayFailure(failure: Failure): { readonly what: Said; readonly remedy: Said } {
  const en = adviseFailure(failure, 'en')
  const tr = adviseFailure(failure, 'tr')
  return { what: said(en.whatHappened, tr.whatHappened), remedy: said(en.whatToDo, tr.whatToDo) }
}
