import type { z } from 'zod'
import { fail, ok, type Result } from '../../../shared/lib/result.ts'
import type { D365Failure, RequestIds } from '../../../shared/model/failure.ts'
import { unreadable, type ReadAnswer } from '../read-outcome.ts'

/** Parses an answer's body; one that is not what the operation promises is a failure that says nothing about what happened. */
export function readBody<S extends z.ZodType>(
  schema: S,
  answer: ReadAnswer,
): Result<{ readonly body: z.output<S>; readonly requestIds: RequestIds }, D365Failure> {
  const parsed = schema.safeParse(answer.json)
  return parsed.success
    ? ok({ body: parsed.data, requestIds: answer.requestIds })
    : fail(unreadable(answer, answer.requestIds))
}
