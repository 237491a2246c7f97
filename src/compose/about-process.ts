import type { ConsoleInfo } from './console-host.ts'

/** What a support bundle says of the process that writes it. */
export const aboutProcess = (info: ConsoleInfo): Readonly<Record<string, unknown>> => ({
  ...info,
  platform: process.platform,
  arch: process.arch,
  versions: { ...process.versions },
})
