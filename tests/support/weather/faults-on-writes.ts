import type { Fault } from '../../../src/sandbox/faults/fault-rule.ts'
import type { SandboxControl } from '../../../src/sandbox/faults/sandbox-control.ts'

/** How often a fault strikes: the first `count` writes, or a share of them drawn from `seed`; every one without either. */
export interface Frequency {
  readonly count?: number
  readonly rate?: number
  readonly seed?: number
  readonly skip?: number
}

/** Requests that bring leads in, whatever their shape: one by one, CreateMultiple. */
const WRITES = [
  { method: 'PATCH', pathPattern: '/leads\\(' },
  { method: 'POST', pathPattern: 'CreateMultiple' },
]

/** Each is struck for itself. */
export const SHAPES_OF_WRITES = WRITES.length

/** Puts the fault in force for writes of leads; the answer takes it away and says how often it struck. */
export function onWrites(control: SandboxControl, fault: Fault, frequency: Frequency = {}): () => number {
  const ids = WRITES.map((match) => control.addFault({ match, fault, ...frequency }).id)
  return () => {
    const struck = control
      .listFaults()
      .filter(({ id }) => ids.includes(id))
      .reduce((sum, { injected }) => sum + injected, 0)
    for (const id of ids) control.clearFaults(id)
    return struck
  }
}

/** The writes of leads among the requests served. */
export const writesIn = (log: ReturnType<SandboxControl['log']>) =>
  log.filter(({ method, url }) =>
    WRITES.some((match) => match.method === method && new RegExp(match.pathPattern).test(url)),
  )
