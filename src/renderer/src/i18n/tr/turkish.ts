import type { english } from '../en/english.ts'
import type { Translation } from '../../../../shared/words/translation.ts'
import { activity } from './activity.ts'
import { common } from './common.ts'
import { evidence } from './evidence.ts'
import { gate } from './gate.ts'
import { leads } from './leads.ts'
import { overview } from './overview.ts'
import { push } from './push.ts'
import { reports } from './reports.ts'
import { scenarios } from './scenarios.ts'
import { settings } from './settings.ts'
import { setup } from './setup.ts'
import { shell } from './shell.ts'
import { tenants } from './tenants.ts'
import { words } from './words.ts'

export const turkish: Translation<typeof english> = {
  activity,
  common,
  evidence,
  gate,
  leads,
  overview,
  push,
  reports,
  scenarios,
  settings,
  setup,
  shell,
  tenants,
  words,
}
