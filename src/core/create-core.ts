import { createActivityRecorder } from './activity/record-activity.ts'
import { createActivityService } from './activity/activity-service.ts'
import { createCoreEvents } from './core-events.ts'
import { createTenantConnections } from './d365/tenant-connections.ts'
import { createGateService } from './gate/gate-service.ts'
import { createLeadService } from './leads/lead-service.ts'
import { createMappingService } from './leads/mapping-service.ts'
import type { CorePorts } from './ports/core-ports.ts'
import { createPushEngine } from './push/create-push-engine.ts'
import { createPushService } from './push/push-service.ts'
import { createReportService } from './reports/report-service.ts'
import { createRunService } from './runs/run-service.ts'
import { createRunbookService } from './runs/runbook-service.ts'
import { createScenarioService } from './scenarios/scenario-service.ts'
import type { Core } from './services.ts'
import { createCheckService } from './setup/check-service.ts'
import { createSupportService } from './support/support-service.ts'
import { createProdLock } from './tenants/prod-lock.ts'
import { createTenantSecrets } from './tenants/tenant-secrets.ts'
import { createTenantService } from './tenants/tenant-service.ts'

/** Builds the product from its ports; the only place that wires core. Starts nothing: call `push.recover` and `scenarios.recover` once after. */
export function createCore(ports: CorePorts): Core {
  const events = createCoreEvents(ports.log)
  const record = createActivityRecorder({ ...ports, activity: ports.data.activity, events })
  const base = { ports, events, record }

  const tenantSecrets = createTenantSecrets(ports)
  const prodLock = createProdLock({ ports, record })
  const requests = new Map<string, number>()
  const onRequest = (tenantId: string): void => void requests.set(tenantId, (requests.get(tenantId) ?? 0) + 1)
  const connections = createTenantConnections({ ports, tenantSecrets, onRequest })
  const engine = createPushEngine(base)

  const push = createPushService({ ...base, connections, prodLock, engine })
  const tenants = createTenantService({ ...base, tenantSecrets, prodLock, connections })
  const checks = createCheckService({ ...base, connections, tenantSecrets, prodLock })
  const scenarios = createScenarioService({ ...base, connections, prodLock, engine })
  const gate = createGateService({ ...base, connections, prodLock })
  const reports = createReportService({ ...base, gate, tenantSecrets })

  return {
    tenants,
    leads: createLeadService({ ...base, push, connections }),
    mapping: createMappingService({ ...base, connections }),
    push,
    checks,
    scenarios,
    gate,
    reports,
    runs: createRunService(ports),
    runbook: createRunbookService({
      ...base,
      checks,
      scenarios,
      gate,
      reports,
      prodLock,
      requestsSent: (tenantId) => requests.get(tenantId) ?? 0,
    }),
    activity: createActivityService(ports),
    support: createSupportService({ ports, tenantSecrets }),
    events,
    close: async () => {
      await Promise.all([push.drain(), scenarios.drain()])
      connections.close()
    },
  }
}
