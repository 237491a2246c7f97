export type AdviceLocale = 'en' | 'tr'

/** One sentence on what it means and one on what to do. */
export type Meaning = readonly [means: string, remedy: string]

export interface Advice {
  /** A few words, as a heading. */
  readonly title: string
  readonly whatHappened: string
  readonly whatToDo: string
}
