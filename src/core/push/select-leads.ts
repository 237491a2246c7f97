import { fail, ok, type Result } from '../../shared/lib/result.ts'
import type { Failure } from '../../shared/model/failure.ts'
import { SyncBadgeSchema, SyncStatusSchema } from '../../shared/model/lead.ts'
import { GOOD_OUTCOMES, PushOutcomeSchema, type PushSelection } from '../../shared/model/push.ts'
import { keyOf } from '../leads/lead-key.ts'
import type { LocalData, SyncScope } from '../ports/stores.ts'

const WORDS: readonly string[] = [...new Set([...SyncStatusSchema.options, ...SyncBadgeSchema.options])]
const BAD_OUTCOMES = PushOutcomeSchema.options.filter((outcome) => !GOOD_OUTCOMES.includes(outcome))
const PAGE = 1_000

type Data = Pick<LocalData, 'leads' | 'runs' | 'pushQueue'>

/** The selection as it is stored: domains by their keys, each once; a status in the store's spelling. Refuses what means nothing. */
export function readSelection(data: Data, selection: PushSelection): Result<PushSelection, Failure> {
  if ('domains' in selection) return ok({ domains: [...new Set(selection.domains.map(keyOf))] })
  if ('failedOf' in selection) {
    const isKnown = data.pushQueue.info(selection.failedOf) !== null
    return isKnown ? ok(selection) : fail(noPushRun(selection.failedOf))
  }
  if ('all' in selection) return ok(selection)
  if (selection.status === null) return ok(selection)
  const status = statusWord(selection.status)
  return status.ok ? ok({ ...selection, status: status.value }) : status
}

function statusWord(given: string): Result<string, Failure> {
  const status = given.trim().toLowerCase().replaceAll(' ', '_')
  if (WORDS.includes(status)) return ok(status)
  const message = `"${given.slice(0, 40)}" is no status; there are ${WORDS.join(', ')}.`
  return fail({ kind: 'InvalidInput', message, fields: [{ field: 'status', message }] })
}

/** The domains a selection means now, page by page. */
export function* pagesOf(data: Data, scope: SyncScope, selection: PushSelection): Generator<readonly string[]> {
  if ('domains' in selection) {
    yield selection.domains
    return
  }
  let after = ''
  for (;;) {
    const page = pageAfter(data, scope, selection, after)
    yield page
    if (page.length < PAGE) return
    after = page.at(-1) ?? ''
  }
}

function pageAfter(
  { leads, pushQueue }: Data,
  scope: SyncScope,
  selection: Exclude<PushSelection, { domains: readonly string[] }>,
  after: string,
): readonly string[] {
  if ('failedOf' in selection) {
    const page = pushQueue.page(selection.failedOf, { outcomes: BAD_OUTCOMES, after, limit: PAGE })
    return page.leads.map(({ domain }) => domain)
  }
  const status = 'status' in selection ? selection.status : null
  const search = 'search' in selection ? selection.search : ''
  return leads.domainsAfter(scope, { status, search, after, limit: PAGE })
}

export const noPushRun = (runId: string): Failure => ({
  kind: 'NotFound',
  what: 'run',
  message: `There is no push run ${runId.slice(0, 80)}.`,
})
