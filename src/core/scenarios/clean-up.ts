import type { ScenarioRunResult } from '../../shared/model/scenario.ts'

/** What became of the test leads of a run: `leftBehind` lists those that could not be deleted, with their links. */
export type CleanUp = ScenarioRunResult['cleanUp']
export type LeftBehind = CleanUp['leftBehind'][number]

export const NOTHING_TO_CLEAN: CleanUp = { created: 0, deleted: 0, leftBehind: [] }

export const addUp = (one: CleanUp, other: CleanUp): CleanUp => ({
  created: one.created + other.created,
  deleted: one.deleted + other.deleted,
  leftBehind: [...one.leftBehind, ...other.leftBehind],
})
