import { v5 } from 'uuid'
import type { DecisionEntry } from '../../shared/model/gate.ts'
import type { Note } from '../d365/note-book.ts'
import { shortCode, type ShortCode } from './canonical-entry.ts'

/** How the subject of every note of one decision log begins. */
export const notePrefix = (chainId: string): string => `Hunter decision log ${chainId}: `

/**
 * What a tenant's own Dataverse is asked to keep of a decision: enough to recognise the entry and, through its hash, every entry before it.
 * Reason, approver and blockers stay out: whoever may read notes there need not read those.
 */
export function noteOf({ body, hash }: DecisionEntry): { readonly id: string; readonly note: Note } {
  const code = shortCode({ sequence: body.sequence, hash })
  const lines = [
    'A checkpoint of the decision log of the Hunter D365 Console. "gate verify --against-d365" holds the log against it.',
    `Sequence: ${String(body.sequence)}`,
    `SHA-256: ${hash}`,
    `Short code: ${code}`,
    `Recorded: ${body.at}`,
  ]
  // The same entry gives the same id: a note whose answer was lost is not written twice.
  return { id: v5(hash, body.chainId), note: { subject: notePrefix(body.chainId) + code, text: lines.join('\n') } }
}

/** The entry a note names, by its whole hash; null for a text that somebody changed. */
export function readNote({ text }: Note): ShortCode | null {
  const sequence = /^Sequence: ([1-9]\d{0,14})\s*$/m.exec(text)?.[1]
  const hash = /^SHA-256: ([0-9a-f]{64})\s*$/m.exec(text)?.[1]
  return sequence === undefined || hash === undefined ? null : { sequence: Number(sequence), prefix: hash }
}
