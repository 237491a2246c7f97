import { judgeTlsEnvironment } from '../core/d365/http/tls-environment.ts'

/** Switches that turn checks off for the whole browser part; a console that holds tokens does not run with them. */
const UNSAFE_SWITCHES = ['ignore-certificate-errors', 'ignore-certificate-errors-spki-list', 'disable-web-security']

interface Start {
  readonly hasSwitch: (name: string) => boolean
  readonly env: Readonly<Record<string, string | undefined>>
}

/** Why this start must not go on, in one sentence; null when it may. */
export function judgeStart({ hasSwitch, env }: Start): string | null {
  const found = UNSAFE_SWITCHES.find(hasSwitch)
  if (found !== undefined)
    return `The console does not start with --${found}: it would take anybody's certificate or page.`
  return judgeTlsEnvironment(env).mustAbort
}
