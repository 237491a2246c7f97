import { assertNever } from '../../shared/lib/assert-never.ts'
import type { FaultPlace } from '../../shared/model/scenario.ts'
import type { TenantConnection } from '../d365/d365-client.ts'
import type { CorePorts } from '../ports/core-ports.ts'
import type { Fault, FaultScript } from './fault-script.ts'
import { injectFaults } from './inject-faults.ts'
import type { SandboxControl, ServerFault } from './sandbox-control.ts'

export interface FaultSite {
  readonly place: FaultPlace
  /**
   * Runs `work` while the script stands before the creates of these leads and nothing else. `met` counts the faults that were really
   * played; null where a limit was set instead, which the server counts by itself.
   */
  readonly during: <T>(
    script: FaultScript,
    leadIds: readonly string[],
    work: (connection: TenantConnection) => Promise<T>,
  ) => Promise<{ readonly value: T; readonly met: number | null }>
}

interface Site {
  readonly connection: TenantConnection
  readonly ports: Pick<CorePorts, 'clock' | 'random'>
}

export const faultSiteOf = (site: Site, control: SandboxControl | null): FaultSite =>
  control === null ? inTheConsole(site) : atTheServer(site, control)

const inTheConsole = ({ connection, ports }: Site): FaultSite => ({
  place: 'console',
  during: async (script, _leadIds, work) => {
    const injected = injectFaults(connection, script, ports)
    const value = await work(injected.connection)
    return { value, met: injected.met() }
  },
})

const atTheServer = ({ connection }: Site, control: SandboxControl): FaultSite => ({
  place: 'sandbox-server',
  during: async (script, leadIds, work) => {
    if (script.kind === 'limit' && !control.isShared) {
      const restore = await control.limitConcurrency(script.most)
      const value = await work(connection).finally(restore)
      return { value, met: null }
    }
    const id = await control.addFault(serverFault(script, leadIds))
    let met = 0
    const value = await work(connection).finally(async () => {
      met = await control.removeFault(id)
    })
    return { value, met }
  },
})

/** On a sandbox that others use too, even a limit is played for these leads alone. */
function serverFault(script: FaultScript, leadIds: readonly string[]): ServerFault {
  const match = { method: 'PATCH', pathPattern: `leads\\((${leadIds.join('|')})\\)` }
  switch (script.kind) {
    case 'fail': {
      const { fault, times } = script
      return { match, fault: wordsOf(fault), ...(times === 'always' ? {} : { count: times }) }
    }
    case 'lose-first-answer':
      return { match, fault: { kind: 'cut-after-commit' }, count: 1 }
    case 'limit':
      return { match, fault: wordsOf(script.fault), skip: script.most, count: leadIds.length - script.most }
    default:
      return assertNever(script, 'fault script')
  }
}

function wordsOf(fault: Fault): ServerFault['fault'] {
  if (fault.kind === 'cut') return { kind: 'cut-before-commit' }
  if (fault.kind === 'html') return { kind: 'html', status: fault.status }
  const { status, code, message, retryAfterSeconds } = fault
  return {
    kind: 'status',
    status,
    code,
    message,
    ...(retryAfterSeconds === null ? {} : { retryAfter: retryAfterSeconds }),
  }
}
