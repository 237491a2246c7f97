import { ConfidentialClientApplication } from '@azure/msal-node'
import axios from 'axios'
import Database from 'better-sqlite3'
import { createKnownSecrets } from '../../../src/core/ports/known-secrets.ts'
import { catchTheRest } from '../../../src/cli/last-net.ts'

/* A command line that meets an error of a library and catches it nowhere: `dying-child.ts CANARY LIBRARY WAY`. */

const [canary = '', library = '', way = '', net = ''] = process.argv.slice(2)
const { stdin, stdout, stderr, env } = process
const knownSecrets = createKnownSecrets()
knownSecrets.add(canary)
if (net !== 'without') {
  catchTheRest(process, { stdin, stdout, stderr, env, signal: new AbortController().signal, knownSecrets }, true)
}

const FAILS: Readonly<Record<string, () => Promise<unknown>>> = {
  axios: () =>
    axios.post('http://127.0.0.1:9/', `client_secret=${canary}`, {
      proxy: false,
      headers: { Authorization: `Bearer ${canary}` },
    }),
  msal: () =>
    new ConfidentialClientApplication({
      auth: { clientId: 'x', clientSecret: canary, authority: `https://127.0.0.1:9/${canary}` },
    }).acquireTokenByClientCredential({ scopes: [`https://127.0.0.1:9/${canary}/.default`] }),
  sqlite: () => Promise.resolve(new Database(':memory:').prepare(`SELECT "${canary}" FROM ${canary}`)),
}

try {
  await FAILS[library]?.()
  stderr.write('nothing failed')
} catch (caught) {
  const error = caught instanceof Error ? caught : new Error(String(caught))
  if (way === 'exception') {
    setImmediate(() => {
      throw error
    })
  } else void Promise.reject(error)
}
