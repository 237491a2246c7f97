import { fail, ok } from '../../shared/lib/result.ts'
import type { CorePorts } from '../ports/core-ports.ts'
import type { RunService } from '../services.ts'

/** History: runs by tenant and kind, and what each of them saw. */
export function createRunService({ data }: Pick<CorePorts, 'data'>): RunService {
  return {
    list: (filter) => Promise.resolve(ok(data.runs.list(filter))),
    show: (id) => {
      const run = data.runs.get(id) ?? data.runs.get(data.runs.evidence(id)?.runId ?? '')
      if (!run) {
        return Promise.resolve(
          fail({ kind: 'NotFound', what: 'run', message: `There is no run and no evidence with the id ${id}.` }),
        )
      }
      return Promise.resolve(ok({ run, evidence: data.runs.evidenceOf(run.id) }))
    },
  }
}
