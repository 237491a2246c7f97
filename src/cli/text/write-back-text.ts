import type { HunterWriteBackState } from '../../shared/model/lead-export.ts'

/** Leads that Hunter's own worker would push once more; empty when it was told of all. */
export function untoldText({ pushed, exported }: HunterWriteBackState): string {
  const untold = pushed - exported
  if (untold === 0) return ''
  const leads = untold === 1 ? '1 lead' : `${untold} leads`
  return `\n\nHunter does not know of ${leads} pushed from here: its own worker would push them once more. Tell it by leads export FILE --for hunter.`
}
