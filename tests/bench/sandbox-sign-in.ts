import { readFileSync } from 'node:fs'
import { request } from 'node:https'
import { text } from 'node:stream/consumers'
import type { SandboxInfo } from '../../src/sandbox/sandbox-types.ts'

/** A token of the sandbox's own application. */
export async function signIn(info: SandboxInfo): Promise<string> {
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: info.clientId,
    client_secret: info.clientSecret,
    scope: `${info.baseUrl}/.default`,
  })
  const answer = await new Promise<string>((resolve, reject) => {
    const asked = request(
      `${info.authority}/oauth2/v2.0/token`,
      {
        method: 'POST',
        ca: readFileSync(info.caPath),
        headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      },
      (response) => resolve(text(response)),
    )
    asked.once('error', reject)
    asked.end(form.toString())
  })
  return String((JSON.parse(answer) as { access_token?: unknown }).access_token)
}
