import { useState } from 'react'
import type { Result } from '../../../../../shared/lib/result.ts'
import type { Failure } from '../../../../../shared/model/failure.ts'
import type {
  MappingChoice,
  MappingFinding,
  MappingProfileName,
  MappingVerdict,
} from '../../../../../shared/model/mapping.ts'
import type { TenantView } from '../../../../../shared/model/tenant.ts'
import { MappingContext } from '../../../app/mapping/mapping.store.ts'
import { actionAfter, BUSY, IDLE, type ActionState } from '../../../bridge/action-state.ts'
import { choiceOfRows, isWhole, type DraftRow } from './mapping-draft.ts'

/** What the last check or save came to. */
export type MappingOutcome =
  'fine' | 'warnings' | 'blocked' | 'notSaved' | 'incomplete' | 'incompleteNotSaved' | 'saved'

interface Judged {
  readonly outcome: MappingOutcome | null
  readonly findings: readonly MappingFinding[]
}

const NOT_JUDGED: Judged = { outcome: null, findings: [] }

export interface MappingEditing extends Judged {
  readonly picked: MappingProfileName
  /** The own profile's rows while they are edited. */
  readonly rows: readonly DraftRow[] | null
  readonly action: ActionState
  readonly pick: (profile: MappingProfileName) => void
  /** Null ends the editing and forgets what was not saved. */
  readonly edit: (rows: readonly DraftRow[] | null) => void
  readonly check: () => Promise<void>
  /** Saves what would work; what D365 would refuse as a whole stays unsaved, with its findings. */
  readonly save: () => Promise<void>
}

/** The profile that is looked at or edited; nothing of it is stored before `save`. */
export function useMapping(tenant: TenantView): MappingEditing {
  const checkChoice = MappingContext.useSelected((state) => state.check)
  const choose = MappingContext.useSelected((state) => state.choose)
  const [picked, setPicked] = useState(tenant.mappingProfile)
  const [rows, setRows] = useState<readonly DraftRow[] | null>(null)
  const [judged, setJudged] = useState(NOT_JUDGED)
  const [action, setAction] = useState<ActionState>(IDLE)
  const choice: MappingChoice = { profile: picked, own: rows === null ? null : choiceOfRows(rows) }
  const isComplete = rows === null || isWhole(rows)
  const forget = (): void => {
    setJudged(NOT_JUDGED)
    setAction(IDLE)
  }

  const judge = async (): Promise<Result<MappingVerdict, Failure>> => {
    setAction(BUSY)
    const checked = await checkChoice(tenant.id, choice)
    setAction(actionAfter(checked))
    setJudged(NOT_JUDGED)
    return checked
  }
  const check = async (): Promise<void> => {
    if (!isComplete) {
      setJudged({ outcome: 'incomplete', findings: [] })
      return
    }
    const checked = await judge()
    if (checked.ok) setJudged({ outcome: outcomeOf(checked.value), findings: checked.value.findings })
  }
  const save = async (): Promise<void> => {
    if (!isComplete) {
      setJudged({ outcome: 'incompleteNotSaved', findings: [] })
      return
    }
    const checked = await judge()
    if (!checked.ok) return
    const { findings, ok } = checked.value
    if (!ok) {
      setJudged({ outcome: 'notSaved', findings })
      return
    }
    setAction(BUSY)
    const chosen = await choose(tenant.id, choice)
    setAction(actionAfter(chosen))
    if (!chosen.ok) return
    setRows(null)
    setJudged({ outcome: 'saved', findings })
  }
  return {
    ...judged,
    picked,
    rows,
    action,
    pick: (profile) => {
      setPicked(profile)
      setRows(null)
      forget()
    },
    edit: (edited) => {
      setRows(edited)
      forget()
    },
    check,
    save,
  }
}

const outcomeOf = ({ ok, findings }: MappingVerdict): MappingOutcome => {
  if (!ok) return 'blocked'
  return findings.length === 0 ? 'fine' : 'warnings'
}
