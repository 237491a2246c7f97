import { fail, ok } from '../../shared/lib/result.ts'
import { refused } from '../tenants/refused.ts'
import { learnSecrets, type ReadsSecrets } from '../secret-scan.ts'
import type { CorePorts } from '../ports/core-ports.ts'
import type { SupportService } from '../services.ts'
import { writeWholeFile } from '../write-whole-file.ts'
import { gatherBundle } from './gather-bundle.ts'

interface Deps {
  readonly ports: CorePorts
  readonly tenantSecrets: ReadsSecrets
}

/** What people who help need, in one file that can be sent: nothing in it opens anything. */
export function createSupportService(deps: Deps): SupportService {
  const { ports } = deps
  return {
    bundle: async (file, about) => {
      await learnSecrets(deps)
      const parts = await gatherBundle(ports, about)
      // Looked at before packing: packed bytes show no text.
      const tainted = parts.find(({ text }) => ports.knownSecrets.isIn(text))
      if (tainted !== undefined) {
        return fail(
          refused(
            'bundle_holds_secret',
            `${tainted.name} would have held a secret or a token that this process knows; nothing was written.`,
          ),
        )
      }
      // Loaded when it is wanted: a console that starts need not wait for it.
      const { strToU8, zipSync } = await import('fflate')
      const packed = parts.map(({ name, text }) => ({ name, bytes: strToU8(text) }))
      const zip = zipSync(Object.fromEntries(packed.map(({ name, bytes }) => [name, bytes])))
      const written = await writeWholeFile(ports.files, file, zip)
      if (!written.ok) return written
      return ok({
        file: written.value,
        parts: packed.map(({ name, bytes }) => ({ name, bytes: bytes.length })),
      })
    },
  }
}
