export const settings = {
  theme: {
    title: 'Appearance',
    system: 'Follow the system',
    light: 'Light',
    dark: 'Dark',
    contrast: 'High contrast',
  },
  language: { title: 'Language', system: 'Follow the system', en: 'English', tr: 'Türkçe' },
  data: {
    title: 'Data folder',
    hint: 'Database, logs, reports and backups. Secrets are not in it.',
    open: 'Open folder',
  },
  keychain: {
    title: 'Keychain',
    hint: 'Where client secrets and the key that signs decisions are kept.',
    available: 'Available: {{name}}.',
    missing: 'Not available. {{why}} {{remedy}} Decisions are recorded unsigned.',
  },
  support: {
    title: 'Support bundle',
    hint: 'One ZIP with log, last failures, profiles and versions. It holds no secret: it is searched for every live one before it is written.',
    make: 'Make a bundle…',
    written: 'The bundle was written.',
    copyPath: 'Copy path',
    parts_one: '{{count}} part in it',
    parts_other: '{{count}} parts in it',
  },
  retention: {
    title: 'Evidence',
    hint: 'What checks and scenarios saw: requests, answers, rows, pictures. Runs, attempts and decisions stay for ever, and so does the evidence a decision rests on.',
    label: 'Keep evidence for',
    days: '{{count}} days',
    oneYear: 'One year',
    years: '{{count}} years',
    forever: 'For ever',
    confirmTitle: 'How long evidence is kept: {{time}}',
    confirmNone: 'No evidence is that old: nothing is deleted now.',
    confirmBody_one:
      '{{count}} piece of evidence from before {{before}} is deleted now, and later ones as they reach that age. The runs stay, without what they saw.',
    confirmBody_other:
      '{{count}} pieces of evidence from before {{before}}, of {{runs}} runs, are deleted now, and later ones as they reach that age. The runs stay, without what they saw.',
    kept: 'Older pieces that stay because a decision rests on them: {{kept}}.',
    confirm: 'Delete and keep this time',
    confirmNothing: 'Keep this time',
  },
  about: {
    title: 'About',
    version: 'Console',
    standIn:
      'This window runs on a stand-in runtime: a rehearsal build of Electron for machines that cannot reach the official one. It is for trying and testing, never to be shipped.',
  },
  backups: {
    title: 'Backups',
    hint: 'A copy is made every day and before every migration, and kept for 14 days.',
    make: 'Back up now',
    none: 'No backup yet.',
    restore: 'Restore…',
    restoreOf: 'Restore the backup of {{moment}}…',
    confirmTitle: 'Restore this backup?',
    confirmBody:
      'The local database goes back to {{moment}}. The present one is copied first. Decisions recorded since are replayed from the outside log; nothing changes in Dynamics 365.',
    confirm: 'Restore',
    restored: 'The backup was put back. Decision log: {{verdict}}.',
  },
}
