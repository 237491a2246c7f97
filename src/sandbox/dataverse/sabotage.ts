/**
 * Ways in which the sandbox can behave as no Dataverse should, so that a scenario or test can show that it would notice.
 * All off by default; they last until they are switched off.
 */
export interface Sabotage {
  /** A conditional create on an existing row makes a second row under another id and answers 204. */
  createsDuplicates: boolean
  /** `If-Match` and `If-None-Match` are not looked at. */
  ignoresConditions: boolean
  /** A create answers with an id that is not the row's. */
  answersAnotherId: boolean
  /** Limits are never enforced. */
  neverThrottles: boolean
  /** The token endpoint takes any secret. */
  acceptsAnySecret: boolean
  /** One created row in this many is answered with success and not kept; 0 keeps all. */
  losesOneIn: number
  /** Queries leave out one row in this many; 0 shows all. */
  dropsOneIn: number
}

export const noSabotage = (): Sabotage => ({
  createsDuplicates: false,
  ignoresConditions: false,
  answersAnotherId: false,
  neverThrottles: false,
  acceptsAnySecret: false,
  losesOneIn: 0,
  dropsOneIn: 0,
})
