import { DynamicsWebApi, type RequestError } from 'dynamics-web-api'
import type { SandboxProcess } from './sandbox-process.ts'

/** DynamicsWebApi as its documentation sets it up outside a browser. */
export const dynamicsClient = (sandbox: SandboxProcess): DynamicsWebApi =>
  new DynamicsWebApi({
    serverUrl: sandbox.info.baseUrl,
    dataApi: { version: '9.2' },
    onTokenRefresh: () => sandbox.token(),
  })

/** Status and Dataverse code of a refusal, e.g. `412 0x80060882`. */
export const refusal = async (call: Promise<unknown>): Promise<string> => {
  const error = (await call.then(
    (value: unknown) => new Error(`answered ${JSON.stringify(value)}`),
    (reason: unknown) => reason,
  )) as RequestError
  return error.status === undefined ? error.message : `${error.status} ${error.code ?? ''}`
}

/** A label as the metadata API wants it. */
export function label(text: string) {
  const type = (name: string) => ({ '@odata.type': `Microsoft.Dynamics.CRM.${name}` })
  return { ...type('Label'), LocalizedLabels: [{ ...type('LocalizedLabel'), Label: text, LanguageCode: 1033 }] }
}
