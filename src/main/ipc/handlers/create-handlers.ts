import type { Handlers } from '../handlers.ts'
import { activityHandlers } from './activity-handlers.ts'
import { appHandlers } from './app-handlers.ts'
import { backupHandlers } from './backup-handlers.ts'
import { gateHandlers } from './gate-handlers.ts'
import { checkHandlers } from './check-handlers.ts'
import type { HandlerContext } from './handler-context.ts'
import { leadHandlers } from './lead-handlers.ts'
import { mappingHandlers } from './mapping-handlers.ts'
import { pushHandlers } from './push-handlers.ts'
import { reportHandlers } from './report-handlers.ts'
import { runHandlers } from './run-handlers.ts'
import { tenantHandlers } from './tenant-handlers.ts'

/** Every call of the contract with the one line that serves it. */
export const createHandlers = (context: HandlerContext): Handlers => ({
  ...appHandlers(context),
  ...tenantHandlers(context),
  ...leadHandlers(context),
  ...mappingHandlers(context),
  ...pushHandlers(context),
  ...runHandlers(context),
  ...checkHandlers(context),
  ...gateHandlers(context),
  ...reportHandlers(context),
  ...activityHandlers(context),
  ...backupHandlers(context),
})
