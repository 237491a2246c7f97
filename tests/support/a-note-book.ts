import { ok } from '../../src/shared/lib/result.ts'
import type { D365Failure } from '../../src/shared/model/failure.ts'
import type { Note, NoteBook } from '../../src/core/d365/note-book.ts'

const IDS = { client: 'c', service: ['s'] }

/** A tenant's notes in memory; `trouble` = what every create meets. */
export function aNoteBook(trouble: D365Failure | null = null): NoteBook {
  const kept = new Map<string, Note>()
  return {
    create: (noteId, note) => {
      if (trouble !== null) return Promise.resolve({ ok: false, failure: trouble })
      kept.set(noteId, note)
      return Promise.resolve(ok({ noteId, requestIds: IDS }))
    },
    search: ({ subjectPrefix }) => {
      const notes = [...kept.values()].filter(({ subject }) => subject.startsWith(subjectPrefix))
      return Promise.resolve(ok({ notes, requestIds: IDS }))
    },
  }
}
