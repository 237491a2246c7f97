import type { CheckRow } from '../../../../shared/model/check.ts'

/**
 * `broken`: a row failed; `stale`: nothing failed, but what says so is no longer of today; `incomplete`: the rows a push rests on were not
 * all run; `off`: all is in place and pushes are switched off; `ready`: all is in place.
 */
export type Verdict = 'broken' | 'stale' | 'incomplete' | 'off' | 'ready'

/** Sign-in, application user, its rights, the columns: without any of these nothing can be said about a push. */
const A_PUSH_RESTS_ON = ['A1.1', 'A1.3', 'A2.1', 'A2.2', 'A3']

/** Whether leads will arrive, by the newest result of every row. Pure. */
export function verdictOf(rows: readonly CheckRow[], isPushingOn: boolean): Verdict {
  if (rows.some(({ status }) => status === 'failed')) return 'broken'
  const ran = rows.filter(({ id, status }) => A_PUSH_RESTS_ON.includes(id) && status !== 'skipped')
  if (ran.length < A_PUSH_RESTS_ON.length) return 'incomplete'
  if (rows.some(({ stale }) => stale != null)) return 'stale'
  return isPushingOn ? 'ready' : 'off'
}
