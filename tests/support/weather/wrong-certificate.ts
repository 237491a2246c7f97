import { ensureCertificate } from '../../../src/sandbox/tls/certificate-files.ts'
import { startHarness } from '../core-harness.ts'
import { Notes, type Trial } from './trial.ts'
import { inWorld, pushed, saveLeads } from './weather-world.ts'

/** F21: whoever answers cannot show the certificate that is trusted. */
export const wrongCertificate: Trial<{ readonly leads: number }> = {
  fault: 'F21',
  claim: 'a server with another certificate gets no request, is not asked twice, and every lead says why',
  inSuite: { leads: 20 },
  inSoak: { leads: 1_000 },
  run: async ({ leads }) => {
    const notes = new Notes()
    const other = ensureCertificate(null, Date.now())
    await inWorld({ leads: 0 }, async ({ harness: { sandbox }, control }) => {
      const attachTo = { ...sandbox, info: { ...sandbox.info, caPath: other.caPath } }
      const misled = await startHarness({ attachTo })
      saveLeads(misled, leads)
      const { outcomes, retries, leads: ends } = await pushed(misled)
      notes.expectSame('failed and retried', [outcomes.failed, retries], [leads, 0])
      const reasons = [...new Set(ends.map(({ reason }) => reason))]
      notes.expect(
        reasons.every((reason) => /certificate/i.test(reason ?? '')),
        `told: ${reasons.join('; ')}`,
      )
      notes.expectSame('requests that arrived', control.log().length, 0)
      await misled.close()
    })
    other.remove()
    return notes.sighting()
  },
}
