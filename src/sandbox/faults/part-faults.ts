import { textReply } from '../dataverse/operation.ts'
import { faultReply } from './fault-reply.ts'
import type { Disturbance } from '../dataverse/operation.ts'
import type { ChosenFault, FaultTarget } from './fault-book.ts'
import type { FaultPlace } from './fault-reply.ts'
import type { Fault } from './fault-rule.ts'
import type { SandboxControl } from './sandbox-control.ts'

export interface PartFault extends ChosenFault {
  /** Number of the operation in its batch, from 1. */
  readonly part: number
}

/** What faults do to the operations of one batch. What concerns the connection strikes the answer as a whole, once the work is done. */
export class PartFaults {
  readonly injected: PartFault[] = []
  private readonly control: SandboxControl
  private readonly whole: FaultTarget
  private readonly place: FaultPlace
  private readonly tableOf: (path: string) => string | undefined
  private part = 0

  constructor(options: {
    control: SandboxControl
    whole: FaultTarget
    place: FaultPlace
    tableOf: (path: string) => string | undefined
  }) {
    this.control = options.control
    this.whole = options.whole
    this.place = options.place
    this.tableOf = options.tableOf
  }

  disturb(method: string, url: string): Disturbance | undefined {
    this.part += 1
    if (this.control.faults.isEmpty) return undefined
    const path = url.replace(/\?.*$/s, '')
    const chosen = this.control.faults.choose({ method, path, url, table: this.tableOf(path) }, this.whole)
    if (!chosen) return undefined
    this.injected.push({ ...chosen, part: this.part })
    return this.play(chosen.fault)
  }

  /** How long the answer waits for what befell its parts. */
  get delayMs(): number {
    return this.injected.reduce((sum, { fault }) => sum + (fault.delayMs ?? 0), 0)
  }

  /** The first fault that concerns how the whole answer travels. */
  get travelling(): Fault | undefined {
    return this.injected.map(({ fault }) => fault).find(({ kind }) => travellingKinds.has(kind))
  }

  private play(fault: Fault): Disturbance | undefined {
    if (fault.change) this.control.change(fault.change)
    const reply = faultReply(fault, this.place)
    if (reply) return { reply, isDone: fault.afterCommit === true }
    const isPrevented = fault.kind === 'cut-before-commit' || (fault.kind === 'silence' && fault.afterCommit !== true)
    return isPrevented ? { reply: textReply(500, ''), isDone: false } : undefined
  }
}

const travellingKinds: ReadonlySet<string> = new Set([
  'silence',
  'drip',
  'truncate',
  'cut-before-commit',
  'cut-after-commit',
])
