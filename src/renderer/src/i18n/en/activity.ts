export const activity = {
  lead: 'Everything the console did and what came back, as it happens. Secrets and personal data never appear here.',
  table: 'Activity log',
  filter: { label: 'Whose events', this: '{{name}}', all: 'All tenants' },
  column: { time: 'Time', event: 'Event', message: 'What happened', tenant: 'Tenant' },
  older: 'Show older events',
  empty: {
    title: 'Nothing has happened yet',
    body: 'Pushes, checks, scenarios, decisions and changes to tenants appear here the moment they happen.',
  },
}
