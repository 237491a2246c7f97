import { expect, it } from 'vitest'
import { noteOf, readNote } from '../../../../src/core/gate/decision-note.ts'
import { aDecisionEntry } from '../../../support/builders.ts'

it('a note names its entry by the whole hash, whatever line ends come back, and keeps reason and approver to itself', () => {
  const entry = aDecisionEntry({ sequence: 12, reason: 'The board said so.', approver: 'Deniz Kaya' })
  const { note } = noteOf(entry)
  const named = { sequence: 12, prefix: entry.hash }
  expect(readNote(note)).toEqual(named)
  expect(readNote({ ...note, text: note.text.replaceAll('\n', '\r\n') })).toEqual(named)
  expect(JSON.stringify(note)).not.toMatch(/board|Deniz/)
})

it('a text without sequence or hash names nothing', () => {
  const { note } = noteOf(aDecisionEntry())
  expect(readNote({ ...note, text: note.text.replace(/SHA-256: ./, 'SHA-256: ') })).toBeNull()
  expect(readNote({ ...note, text: note.text.replace('Sequence: ', 'Sequence: 0') })).toBeNull()
})
