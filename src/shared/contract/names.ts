/** The allow-lists of the bridge; plain lists so that the preload bundles nothing else. */
export const CALL_NAMES = [
  'app:info',
  'app:open-data-folder',
  'tenants:list',
  'tenants:add',
  'tenants:set-secret',
  'tenants:delete-secret',
  'tenants:set-enabled',
  'tenants:select',
  'tenants:test',
  'tenants:remove',
  'tenants:unlock',
  'tenants:set-owner',
  'leads:page',
  'leads:detail',
  'leads:import',
  'leads:open-link',
  'push:start',
  'push:preview',
  'push:pause',
  'push:resume',
  'push:cancel',
  'push:runs',
  'push:leads',
  'push:adopt',
  'checks:run',
  'checks:latest',
  'checks:attest',
  'scenarios:list',
  'scenarios:start',
  'scenarios:cancel',
  'scenarios:set-note',
  'runs:list',
  'runs:show',
  'runbook:run',
  'gate:status',
  'gate:decide',
  'gate:log',
  'gate:verify',
  'reports:write',
  'reports:list',
  'reports:reveal',
  'activity:list',
  'backups:list',
  'backups:make',
  'backups:restore',
] as const
export type CallName = (typeof CALL_NAMES)[number]

export const EVENT_NAMES = [
  'activity',
  'lead-changed',
  'leads-changed',
  'tenants-changed',
  'run-changed',
  'scenario-step',
  'push-progress',
] as const
export type EventName = (typeof EVENT_NAMES)[number]

/** The two channels that cross between processes. */
export const CALL_CHANNEL = 'console:call'
export const EVENT_CHANNEL = 'console:event'
