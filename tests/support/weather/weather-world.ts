import type { Clock } from '../../../src/core/ports/clock.ts'
import type { SyncScope } from '../../../src/core/ports/stores.ts'
import type { SandboxControl } from '../../../src/sandbox/faults/sandbox-control.ts'
import type { Lead } from '../../../src/shared/model/lead.ts'
import type { PushResult, PushSelection } from '../../../src/shared/model/push.ts'
import { aLead } from '../builders.ts'
import { createCompressedClock } from '../compressed-clock.ts'
import { startHarness, type Harness, type HarnessOptions } from '../core-harness.ts'
import { exactlyOnceVerdict, type ExactlyOnceVerdict } from '../exactly-once-verdict.ts'
import type { Notes } from './trial.ts'

/** The console on a sandbox, with leads to push, in time that runs `factor` times as fast for both sides. */
export interface WeatherWorld {
  readonly harness: Harness
  readonly control: SandboxControl
  readonly clock: Clock
  readonly push: (selection?: PushSelection) => Promise<PushResult>
}

export interface WorldOptions extends HarnessOptions {
  readonly leads: number
  /** How many times as fast waits pass; deadlines of requests stay in real time. */
  readonly factor?: number
  readonly lead?: (index: number) => Partial<Lead>
}

/** Longer than any trial lasts on its fast clock. */
const A_DAY_IN_SECONDS = 86_400

export const domainOf = (index: number): string => `d${String(index).padStart(7, '0')}.example`

/** Leads in portions, so that a million of them need no memory. */
export function saveLeads(harness: Harness, count: number, lead: (index: number) => Partial<Lead> = () => ({})): void {
  for (let from = 0; from < count; from += 1000) {
    const portion = Array.from({ length: Math.min(1000, count - from) }, (_none, at) =>
      aLead({ domain: domainOf(from + at), companyName: `Company ${from + at} A.Ş.`, ...lead(from + at) }),
    )
    harness.data.leads.saveAll(portion)
  }
}

/** Opens a world, lets `body` happen in it and closes it, whatever became of `body`. */
export async function inWorld<T>(options: WorldOptions, body: (world: WeatherWorld) => Promise<T>): Promise<T> {
  const { leads, lead, factor = 500, ...harnessOptions } = options
  const clock = options.clock ?? createCompressedClock(factor)
  const harness = await startHarness({
    ...harnessOptions,
    clock,
    sandbox: { now: clock.now, tokenLifetimeSeconds: A_DAY_IN_SECONDS, ...harnessOptions.sandbox },
  })
  try {
    saveLeads(harness, leads, lead)
    const { control } = harness.sandbox
    if (control === null) throw new Error('The sandbox has no control functions.')
    return await body({ harness, control, clock, push: (selection) => pushed(harness, selection) })
  } finally {
    await harness.close()
  }
}

/** A push to its end. @throws Error with the refusal when it did not begin. */
export async function pushed(harness: Harness, selection: PushSelection = { all: true }): Promise<PushResult> {
  const answer = await harness.core.push.run(harness.tenant.id, selection)
  if (!answer.ok) throw new Error(JSON.stringify(answer.failure))
  return answer.value
}

/** What the console says of every lead, against what the sandbox holds. */
export function judge(harness: Harness, control: SandboxControl): ExactlyOnceVerdict {
  return exactlyOnceVerdict({
    pushed: storedStates(harness).map(({ domain, status }) => ({
      domain,
      isThere: status === 'unknown' ? 'unknown' : status === 'synced',
    })),
    subjectsInD365: control.leads().map((lead) => String(lead['subject'])),
  })
}

/** Every lead with the status stored for it now. */
export function storedStates(harness: Harness): readonly { readonly domain: string; readonly status: string }[] {
  const { data, tenant } = harness
  const scope: SyncScope = { tenantId: tenant.id, organizationId: data.tenants.get(tenant.id)?.organizationId ?? '' }
  const states: { domain: string; status: string }[] = []
  for (let after: string | null = null; ; after = states.at(-1)?.domain ?? null) {
    const slice = data.leads.slice(scope, { after, limit: 1000 })
    states.push(...slice.map(({ lead, sync }) => ({ domain: lead.domain, status: sync.status ?? 'pending' })))
    if (slice.length < 1000) return states
  }
}

/** Notes what is lost, twice or from nowhere, and whether all of `expected` leads are there. */
export function noteVerdict(notes: Notes, { harness, control }: WeatherWorld, expected: number): void {
  const { lost, duplicated, unexpected } = judge(harness, control)
  notes.expectSame('lost', lost, [])
  notes.expectSame('duplicated', duplicated, [])
  notes.expectSame('unexpected', unexpected, [])
  notes.expectSame('rows in D365', control.countLeads(), expected)
}
