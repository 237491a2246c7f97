import type { CallContext, D365Answer } from './d365-call.ts'

/** A note (table `annotation`) that stands by itself. */
export interface Note {
  readonly subject: string
  readonly text: string
}

/** Notes of the organisation; they are created and read, never changed. */
export interface NoteBook {
  /** Under an id of our choice, so that a repeat makes no second note; taken = D365DuplicateError by key. */
  readonly create: (noteId: string, note: Note, context?: CallContext) => D365Answer<{ readonly noteId: string }>
  /** Notes whose subject begins so, newest first, at most `top`. */
  readonly search: (
    query: { readonly subjectPrefix: string; readonly top: number },
    context?: CallContext,
  ) => D365Answer<{ readonly notes: readonly Note[] }>
}
