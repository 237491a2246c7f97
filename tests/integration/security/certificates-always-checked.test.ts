import { existsSync, readdirSync, readFileSync } from 'node:fs'
import type { ServerOptions } from 'node:https'
import { join } from 'node:path'
import { connect, type ConnectionOptions } from 'node:tls'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { BEARER } from '../../support/console-at.ts'
import { runCommandLine } from '../../support/run-command-line.ts'
import { makeTempDir } from '../../support/temp-dir.ts'
import { makeCertificate, type TestCertificate } from '../../support/test-certificates.ts'
import { openTransport, startTlsServer } from '../../support/tls-server.ts'

const root = join(import.meta.dirname, '../../..')
afterEach(() => vi.unstubAllEnvs())

const company = makeCertificate({ commonName: 'A company that is trusted' })
const stranger = makeCertificate({ commonName: 'Nobody you know' })
const HOUR_MS = 3_600_000
const server = (over: Partial<Parameters<typeof makeCertificate>[0]> = {}) =>
  makeCertificate({ commonName: 'server', hosts: ['127.0.0.1'], issuer: company, ...over })

const WRONG: Readonly<Record<string, readonly [code: string, certificate: () => TestCertificate]>> = {
  'of an unknown authority': ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', () => server({ issuer: stranger })],
  'signed by itself': [
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    () => makeCertificate({ commonName: 'server', hosts: ['127.0.0.1'] }),
  ],
  'that has run out': ['CERT_HAS_EXPIRED', () => server({ validTo: new Date(Date.now() - HOUR_MS) })],
  'of tomorrow': ['CERT_NOT_YET_VALID', () => server({ validFrom: new Date(Date.now() + HOUR_MS) })],
  'for another name': ['ERR_TLS_CERT_ALTNAME_INVALID', () => server({ hosts: ['contoso.crm4.dynamics.com'] })],
  'for another address': ['ERR_TLS_CERT_ALTNAME_INVALID', () => server({ hosts: ['127.0.0.2'] })],
  'signed by a server that is no authority': [
    'INVALID_PURPOSE',
    () => {
      const issuer = server({ commonName: 'no authority' })
      const signed = server({ issuer })
      return { ...signed, certPem: `${signed.certPem}${issuer.certPem}` }
    },
  ],
}

const ask = async (tls: ServerOptions) => {
  await using asked = await startTlsServer(undefined, tls)
  using transport = openTransport({ extraCa: company.certPem })
  const headers = { Authorization: `Bearer ${BEARER}` }
  const outcome = await transport.send({ origin: asked.origin, path: '/x', method: 'GET', headers, body: null })
  return { outcome, seen: asked.seen }
}
const refused = (code: unknown) => ({
  outcome: { ok: false, failure: { kind: 'network', phase: 'connect', isTls: true, code } },
  seen: [],
})
const shown = ({ certPem, keyPem }: TestCertificate): ServerOptions => ({ cert: certPem, key: keyPem })

describe('a certificate', () => {
  it('of a trusted authority, for the right address and in its time, is taken', async () => {
    expect(await ask(shown(server()))).toMatchObject({ outcome: { ok: true }, seen: [{ url: '/x' }] })
  })

  it.each(Object.entries(WRONG))('%s is refused before anything is sent', async (_what, [code, certificate]) => {
    expect(await ask(shown(certificate()))).toMatchObject(refused(code))
  })

  it.each(Object.entries(WRONG))(
    '%s is refused although the environment of a running process is told to let it pass',
    async (_what, [code, certificate]) => {
      vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0')
      expect(await ask(shown(certificate()))).toMatchObject(refused(code))
    },
  )
})

describe('a server that speaks old TLS only', () => {
  const old = (version: 'TLSv1' | 'TLSv1.1') =>
    ({ minVersion: version, maxVersion: version, ciphers: 'DEFAULT@SECLEVEL=0' }) as const

  it.each(['TLSv1', 'TLSv1.1'] as const)('%s is refused, though it is there for who would take it', async (version) => {
    const tls = { ...shown(server()), ...old(version) }
    expect(await spokenWith(tls, { ca: company.certPem, ...old(version) })).toBe(version)
    expect(await ask(tls)).toMatchObject(refused(expect.stringMatching(/^ERR_SSL_|^EPROTO$/)))
  })
})

/** The version that a client less careful than the console agrees on with such a server. */
async function spokenWith(tls: ServerOptions, client: ConnectionOptions): Promise<string | null> {
  await using asked = await startTlsServer(undefined, tls)
  const port = Number(new URL(asked.origin).port)
  return await new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port, ...client }, () => {
      resolve(socket.getProtocol())
      socket.destroy()
    })
    socket.once('error', reject)
  })
}

describe('the console’s code, as written and as built', () => {
  const files = ['src', 'out/main', 'out/preload'].flatMap((folder) => codeIn(join(root, folder)))

  it.each([
    ['leaves certificates unchecked', /rejectUnauthorized['"]?\s*[:=](?!\s*(?:true|!0))/],
    ['answers for the server’s name itself', /checkServerIdentity['"]?\s*[:=]\s*\(\s*\)/],
    ['sets the variable that turns checks off', /env(?:\.|\[['"])NODE_TLS_REJECT_UNAUTHORIZED(?:['"]\])?\s*=[^=]/],
    [
      'lets Chromium pass a bad certificate',
      /(?:on|once|appendSwitch)\(\s*['"](?:certificate-error|ignore-certificate)/,
    ],
  ])('nowhere %s', (_what, pattern) => {
    expect(files.filter(({ text }) => pattern.test(text)).map(({ file }) => file)).toEqual([])
  })

  it('says outright that they are checked', () => {
    expect(files.filter(({ text }) => /rejectUnauthorized: (?:true|!0)/.test(text)).length).toBeGreaterThan(0)
  })
})

/** Folders that are not there (nothing was built) hold nothing. */
function codeIn(folder: string): readonly { readonly file: string; readonly text: string }[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:ts|tsx|js|cjs)$/.test(name))
    .map((name) => ({ file: name, text: readFileSync(join(folder, name), 'utf8') }))
}

it('the command line does not start where a variable switches the checks off, whatever the command', async () => {
  using folder = makeTempDir()
  const options = { dataDir: join(folder.path, 'data'), env: { NODE_TLS_REJECT_UNAUTHORIZED: '0' } }
  for (const command of [
    ['tenant', 'list'],
    ['check', '--tenant', 'sandbox'],
  ]) {
    const ran = await runCommandLine([...command, '--json'], options)
    expect(ran).toMatchObject({ code: 2 })
    expect(ran.json()).toMatchObject({ error: { remedy: expect.stringMatching(/\S/) as string } })
    expect(ran.stdout).toContain('NODE_TLS_REJECT_UNAUTHORIZED')
  }
  expect(existsSync(options.dataDir)).toBe(false)
})
