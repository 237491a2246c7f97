import type { Tenant } from '../../shared/model/tenant.ts'
import type { CallContext, D365Client } from '../d365/d365-client.ts'
import type { MappedColumn } from '../leads/mapped-column.ts'
import { columnsOfTenant } from '../leads/mapping-profiles.ts'
import { narrowToTenant } from '../leads/narrow-to-tenant.ts'
import { targetColumns } from '../leads/target-columns.ts'
import type { CorePorts } from '../ports/core-ports.ts'
import type { PushCalls } from './push-calls.ts'
import { slept } from './stop.ts'

/** By what the leads of one run are judged before anything of them is sent: its tenant's profile within the limits of its lead table. */
export interface TenantColumns {
  /** Null until the tenant was asked. */
  readonly known: () => readonly MappedColumn[] | null
  /** Asks once, however many leads wait. Where there is no answer the profile alone judges: the lead's own answer says what is the matter. */
  readonly ask: () => Promise<readonly MappedColumn[]>
}

export interface AskingTenant {
  readonly ports: Pick<CorePorts, 'clock' | 'log'>
  readonly tenant: Tenant
  readonly calls: Pick<PushCalls, 'ask'>
  readonly d365: () => Pick<D365Client, 'metadata'>
  readonly context: CallContext
  /** The run began in an earlier process, which judged its leads: the first one goes ahead meanwhile. */
  readonly isTakenUp: boolean
}

/** Longer than any tenant needs; a push is not to wait for less than its own calls. */
const LONGEST_MS = 20_000

export function createTenantColumns(input: AskingTenant): TenantColumns {
  const profile = columnsOfTenant(input.tenant)
  let isFirstToWait = !input.isTakenUp
  let known: readonly MappedColumn[] | null = null
  let asking: Promise<readonly MappedColumn[]> | null = null
  const askOnce = async (): Promise<readonly MappedColumn[]> => {
    const read = await input.calls.ask(() => readInTime(input))
    if (!read.ok) {
      const { name } = input.tenant
      input.ports.log.write('warning', 'lead columns could not be read', {
        tenant: name,
        message: read.failure.message,
      })
    }
    known = read.ok ? narrowToTenant(profile, targetColumns(read.value.columns)) : profile
    return known
  }
  return {
    known: () => known,
    ask: () => {
      asking ??= askOnce()
      const isWaiting = isFirstToWait
      isFirstToWait = true
      return isWaiting ? asking : Promise.resolve(profile)
    },
  }
}

/** The time counts from when the question leaves: a lane that is closed holds the leads as well. */
export async function readInTime({
  d365,
  context,
  ports,
}: Pick<AskingTenant, 'd365' | 'context' | 'ports'>): ReturnType<D365Client['metadata']['readLeadColumns']> {
  const enough = new AbortController()
  const over = new AbortController()
  void slept(ports.clock, LONGEST_MS, over.signal).then((isLate) => {
    if (isLate) enough.abort()
  })
  const signal = context.signal === undefined ? enough.signal : AbortSignal.any([context.signal, enough.signal])
  try {
    return await d365().metadata.readLeadColumns({ ...context, signal })
  } finally {
    over.abort()
  }
}
