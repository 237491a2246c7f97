export const PLACES = [
  'overview',
  'tenants',
  'setup',
  'leads',
  'scenarios',
  'activity',
  'gate',
  'reports',
  'settings',
] as const
export type Place = (typeof PLACES)[number]
