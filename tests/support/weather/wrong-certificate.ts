import type { ServerOptions } from 'node:https'
import { startSandbox } from '../../../src/sandbox/start-sandbox.ts'
import { ensureCertificate } from '../../../src/sandbox/tls/certificate-files.ts'
import { startHarness, type Harness } from '../core-harness.ts'
import { makeTempDir } from '../temp-dir.ts'
import { makeCertificate, type TestCertificate } from '../test-certificates.ts'
import { startTlsServer } from '../tls-server.ts'
import { Notes, type Trial } from './trial.ts'
import { domainOf, inWorld, pushed, saveLeads } from './weather-world.ts'

const HOUR_MS = 3_600_000

/** What a host shows that is not the organisation. */
function wrongHosts(): Readonly<Record<string, TestCertificate>> {
  const hosts = ['127.0.0.1']
  const issuer = makeCertificate({ commonName: 'An authority' })
  return {
    expired: makeCertificate({ commonName: 'host', hosts, issuer, validTo: new Date(Date.now() - HOUR_MS) }),
    'of another host': makeCertificate({ commonName: 'host', hosts: ['contoso.example'], issuer }),
    'signed by itself': makeCertificate({ commonName: 'host', hosts }),
  }
}

/** F21: whoever answers cannot show the certificate that is trusted. */
export const wrongCertificate: Trial<{ readonly leads: number }> = {
  fault: 'F21',
  claim:
    'a host whose certificate is expired, of another host, signed by itself or simply not the one gets no request and no token, is not asked twice, and every lead says why',
  inSuite: { leads: 20 },
  inSoak: { leads: 1_000 },
  run: async ({ leads }) => {
    const notes = new Notes()
    for (const [what, { certPem, keyPem }] of Object.entries(wrongHosts()))
      await takePlace(notes, { what, leads, tls: { cert: certPem, key: keyPem } })
    const other = ensureCertificate(null, Date.now())
    await inWorld({ leads: 0 }, async ({ harness: { sandbox }, control }) => {
      const misled = await startHarness({
        attachTo: { ...sandbox, info: { ...sandbox.info, caPath: other.caPath } },
      })
      saveLeads(misled, leads)
      await notePush(notes, misled, 'not the one')
      notes.expectSame('requests that arrived', control.log().length, 0)
      await misled.close()
    })
    other.remove()
    return notes.sighting()
  },
}

/** The console has worked with the organisation and holds a token for it; then somebody else answers at its address. */
async function takePlace(
  notes: Notes,
  { what, leads, tls }: { readonly what: string; readonly leads: number; readonly tls: ServerOptions },
): Promise<void> {
  using kept = makeTempDir()
  const sandbox = await startSandbox({ storeDir: kept.path })
  const harness = await startHarness({ attachTo: sandbox })
  try {
    saveLeads(harness, leads + 1)
    notes.expectSame('created before', (await pushed(harness, { domains: [domainOf(leads)] })).outcomes.created, 1)
    await sandbox.close()
    await using host = await startTlsServer(undefined, tls, Number(new URL(sandbox.info.baseUrl).port))
    await notePush(notes, harness, what)
    notes.expectSame(`requests to a host whose certificate is ${what}`, host.seen, [])
    notes.expectSame(`bytes to a host whose certificate is ${what}`, host.bytes(), 0)
  } finally {
    await harness.close()
  }
}

async function notePush(notes: Notes, harness: Harness, what: string): Promise<void> {
  const { outcomes, retries, leads, total } = await pushed(harness)
  notes.expectSame(`failed and retried, certificate ${what}`, [outcomes.failed, retries], [total, 0])
  const reasons = [...new Set(leads.map(({ reason }) => reason))]
  notes.expect(
    reasons.every((reason) => /certificate/i.test(reason ?? '')),
    `told: ${reasons.join('; ')}`,
  )
}
