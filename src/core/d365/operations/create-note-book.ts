import { z } from 'zod'
import { ok } from '../../../shared/lib/result.ts'
import type { Pipeline } from '../http/pipeline.ts'
import type { Note, NoteBook } from '../note-book.ts'
import { guidLiteral, queryString, startsWith } from '../odata-filter.ts'
import { readBody } from './read-body.ts'

const PageSchema = z.looseObject({
  value: z.array(z.looseObject({ subject: z.string().nullish(), notetext: z.string().nullish() })),
})

/**
 * Notes without a record they are about: no table that can carry notes is sure to have a row in every organisation, and the reference does not
 * require the object (unconfirmed on a live organisation). Needs prvCreateNote, to read prvReadNote (names unconfirmed).
 * Source: Microsoft Learn, "Note (Annotation) table/entity reference"; "Perform conditional operations using the Web API".
 */
export const createNoteBook = (pipeline: Pipeline): NoteBook => ({
  create: async (noteId, { subject, text }, context) => {
    const path = `annotations(${guidLiteral(noteId)})`
    const body = { subject, notetext: text }
    const answer = await pipeline.send({ method: 'PATCH', path, condition: 'create', body }, context)
    return answer.ok ? ok({ noteId, requestIds: answer.value.requestIds }) : answer
  },
  search: async ({ subjectPrefix, top }, context) => {
    const query = queryString({
      $select: 'subject,notetext',
      $filter: startsWith('subject', subjectPrefix),
      $orderby: 'createdon desc',
      $top: top,
    })
    const answer = await pipeline.send({ method: 'GET', path: `annotations${query}` }, context)
    if (!answer.ok) return answer
    const read = readBody(PageSchema, answer.value)
    if (!read.ok) return read
    const { body, requestIds } = read.value
    const notes = body.value.map((row): Note => ({ subject: row.subject ?? '', text: row.notetext ?? '' }))
    return ok({ notes, requestIds })
  },
})
