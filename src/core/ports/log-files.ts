/** The technical log as it lies on disk, for people who have to read it elsewhere. */
export interface LogFiles {
  /** Newest first, together at most `maxBytes`; the oldest taken may begin late, but begins with a whole line. */
  readonly newest: (maxBytes: number) => Promise<readonly { readonly name: string; readonly text: string }[]>
}
