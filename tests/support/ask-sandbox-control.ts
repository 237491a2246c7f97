import { readFileSync } from 'node:fs'
import { request } from 'node:https'
import { text } from 'node:stream/consumers'
import type { SandboxInfo } from '../../src/shared/model/sandbox-info.ts'

/** Asks a sandbox's control endpoint as docs/sandbox.md describes it; throws on anything but a good answer. */
export async function askSandboxControl(
  { controlUrl, caPath }: Pick<SandboxInfo, 'controlUrl' | 'caPath'>,
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  body?: object,
): Promise<unknown> {
  const answer = await new Promise<{ status: number; body: string }>((resolve, reject) => {
    const asked = request(
      `${controlUrl ?? ''}/${path}`,
      { method, ca: readFileSync(caPath), headers: { 'Content-Type': 'application/json' } },
      (response) => {
        text(response).then((read) => resolve({ status: response.statusCode ?? 0, body: read }), reject)
      },
    )
    asked.on('error', reject)
    asked.end(body === undefined ? undefined : JSON.stringify(body))
  })
  if (answer.status >= 300) throw new Error(`${method} ${path}: ${String(answer.status)} ${answer.body}`)
  return answer.body === '' ? null : JSON.parse(answer.body)
}
