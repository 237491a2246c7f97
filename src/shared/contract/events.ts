import { z } from 'zod'
import { ActivityEventSchema } from '../model/activity-event.ts'
import { PushProgressSchema } from '../model/push.ts'
import { RunSchema } from '../model/run.ts'
import { ScenarioStepSchema } from '../model/scenario.ts'
import type { EventName } from './names.ts'

const Nothing = z.strictObject({})

/** Every event from the main process to the window. Bursts of the same kind may be merged; a store heals by asking for a snapshot. */
export const EVENTS = {
  activity: ActivityEventSchema,
  'lead-changed': z.strictObject({ tenantId: z.string(), domain: z.string() }),
  'leads-changed': Nothing,
  'tenants-changed': Nothing,
  'run-changed': RunSchema,
  'scenario-step': ScenarioStepSchema,
  'push-progress': PushProgressSchema,
} as const satisfies Record<EventName, z.ZodType>

export type EventPayload<N extends EventName> = z.output<(typeof EVENTS)[N]>
