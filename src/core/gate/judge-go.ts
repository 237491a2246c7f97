import type { GateLine, GateVerdict } from '../../shared/model/gate.ts'
import { effectiveEnvironment, type Tenant } from '../../shared/model/tenant.ts'
import type { Refused } from '../../shared/model/failure.ts'
import { STATUS_WORDS_EN } from '../../shared/words/status-words.en.ts'
import { WAIVABLE_LINES } from './gate-lines.ts'

const IN_WORDS: Readonly<Record<GateLine['status'], string>> = {
  passed: 'passed',
  attested: 'attested',
  waived: 'waived',
  failed: 'failed',
  stale: 'stale',
  not_run: 'not run',
}

const GOOD: readonly GateLine['status'][] = ['passed', 'attested', 'waived']

/** Why a GO is not allowed by the lines alone; empty = allowed. */
export function blockersOf(lines: readonly GateLine[]): readonly string[] {
  return lines
    .filter(({ status }) => !GOOD.includes(status))
    .map((line) => `${line.id} ${line.text}: ${IN_WORDS[line.status]}${causeOf(line)}${remedyOf(line)}`)
}

const causeOf = ({ stale }: GateLine): string => (stale === undefined ? '' : ` (${STATUS_WORDS_EN.gateStale[stale]})`)

/** No run can bring the line's word of a person. */
const remedyOf = ({ id, status }: GateLine): string =>
  id === 'E1.15' && status !== 'failed' ? ' (a person must confirm it: attest E1.15 --by NAME)' : ''

interface Asked {
  readonly decision: 'GO' | 'NO-GO'
  readonly approver: string
  readonly override: string | null
  readonly waivers: Readonly<Record<string, string>>
  /** The tenant a GO opens; null = none. */
  readonly releases: Pick<Tenant, 'kind' | 'name' | 'environment' | 'detectedEnvironment'> | null
}

/** Verdicts after which the log no longer vouches for itself; a GO on top of them needs an override. */
const BROKEN: readonly GateVerdict[] = ['altered', 'forked', 'key_changed', 'unanchored_tail']

/**
 * Whether a decision may be recorded (spec: gate and decision log). A NO-GO always may, as far as it releases nothing. A GO needs an
 * approver, fifteen good lines and a whole log; an override with a reason stands in for the lines and the log, never for the approver.
 * `lines` carry the waivers already.
 */
export function judgeGo(asked: Asked, lines: readonly GateLine[], verdict: GateVerdict): Refused | null {
  const foreign = Object.keys(asked.waivers).filter((id) => !WAIVABLE_LINES.some((line) => line === id))
  if (foreign.length > 0) {
    return refused('go_not_allowed', `Only ${WAIVABLE_LINES.join(', ')} can be waived, not ${foreign.join(', ')}.`)
  }
  const release = judgeRelease(asked)
  if (release !== null || asked.decision === 'NO-GO') return release
  if (asked.approver.trim() === '') return refused('approver_missing', 'A GO names who approves it.')
  return isOverridden(asked) ? null : judgeLines(lines, verdict)
}

export const isOverridden = ({ override }: Pick<Asked, 'override'>): boolean =>
  override !== null && override.trim() !== ''

function judgeRelease({ decision, releases }: Asked): Refused | null {
  if (releases === null) return null
  if (effectiveEnvironment(releases) !== 'PROD') {
    return refused('go_not_allowed', `A decision releases a PROD tenant; ${releases.name} is none.`)
  }
  return decision === 'GO' ? null : refused('go_not_allowed', 'A NO-GO releases no tenant.')
}

function judgeLines(lines: readonly GateLine[], verdict: GateVerdict): Refused | null {
  const blockers = blockersOf(lines)
  if (blockers.length > 0) return refused('go_not_allowed', `A GO is not allowed: ${blockers.join('; ')}.`)
  return BROKEN.includes(verdict)
    ? refused(
        'go_not_allowed',
        `A GO is not allowed: the decision log is ${verdict}, see gate verify${verdict === 'unanchored_tail' ? ' and gate anchor' : ''}.`,
      )
    : null
}

const refused = (reason: 'go_not_allowed' | 'approver_missing', message: string): Refused => ({
  kind: 'Refused',
  reason,
  message,
})
