import { ok, type Result } from '../../shared/lib/result.ts'
import type { ConnectionDraft } from '../../shared/model/connection-draft.ts'
import type { Failure } from '../../shared/model/failure.ts'
import type { CorePorts } from '../ports/core-ports.ts'
import { invalidAt } from '../invalid-at.ts'
import type { GivenCertificate } from './read-certificate.ts'
import { readConnectionText } from './reading/read-connection-text.ts'

/** A credential on its way from a pasted text or a file into the keychain. */
export type DraftedCredential =
  | { readonly kind: 'secret'; readonly value: string }
  | ({ readonly kind: 'certificate' } & Omit<GivenCertificate, 'passphrase'>)

/**
 * What was read and not stored yet. Credentials wait here, in memory, so that neither the page nor a file in between ever holds them; after
 * 15 minutes, or once they are stored, they are gone.
 */
export interface ConnectionDrafts {
  readonly readText: (text: string) => ConnectionDraft
  /** By content, not by name: PEM and text are read as text, anything else is taken for a PFX. */
  readonly readFile: (bytes: Uint8Array) => Result<ConnectionDraft, Failure>
  readonly take: (draftId: string) => Result<DraftedCredential, Failure>
  readonly forget: (draftId: string) => void
}

const KEPT_MS = 15 * 60_000
const MAX_FILE_BYTES = 1_000_000

interface Kept {
  readonly credential: DraftedCredential
  readonly untilMs: number
}

export function createConnectionDrafts({ clock, random, knownSecrets }: CorePorts): ConnectionDrafts {
  const kept = new Map<string, Kept>()

  const keep = (credential: DraftedCredential | null): string => {
    const now = clock.monotonicMs()
    for (const [id, { untilMs }] of kept) if (untilMs <= now) kept.delete(id)
    const draftId = random.uuid()
    if (credential === null) return draftId
    if (credential.kind === 'secret') knownSecrets.add(credential.value)
    kept.set(draftId, { credential, untilMs: now + KEPT_MS })
    return draftId
  }

  const readText = (text: string): ConnectionDraft => {
    if (/-----BEGIN (?:CERTIFICATE|[A-Z ]*PRIVATE KEY)-----/.test(text)) {
      const credential = { kind: 'certificate', format: 'pem', content: text } as const
      return draftOfCertificate(keep(credential), /BEGIN ENCRYPTED|Proc-Type: 4,ENCRYPTED/.test(text))
    }
    const { secret, ...values } = readConnectionText(text)
    const draftId = keep(secret === null ? null : { kind: 'secret', value: secret })
    return { draftId, ...values, credential: secret === null ? 'none' : 'secret' }
  }

  return {
    readText,
    readFile: (bytes) => {
      if (bytes.byteLength > MAX_FILE_BYTES) {
        return invalidAt(
          'file',
          'The file is larger than 1 MB; that is no connection.',
          'Dosya 1 MB’tan büyük; bu bir bağlantı değil.',
        )
      }
      const text = textOf(bytes)
      // DER begins with a SEQUENCE; no text file does.
      if (bytes[0] !== 0x30 || text.startsWith('0,')) return ok(readText(text))
      const content = Buffer.from(bytes).toString('base64')
      return ok(draftOfCertificate(keep({ kind: 'certificate', format: 'pfx', content }), true))
    },
    take: (draftId) => {
      const found = kept.get(draftId)
      if (found !== undefined && found.untilMs > clock.monotonicMs()) return ok(found.credential)
      return invalidAt(
        'credential',
        'What was pasted is no longer in memory; paste it or choose the file again.',
        'Yapıştırılan artık bellekte değil; yeniden yapıştırın ya da dosyayı yeniden seçin.',
      )
    },
    forget: (draftId) => void kept.delete(draftId),
  }
}

/** UTF-8, or UTF-16 by its byte order mark, as older PowerShells write a file. */
const textOf = (bytes: Uint8Array): string =>
  new TextDecoder(
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8',
  ).decode(bytes)

const draftOfCertificate = (draftId: string, isPassphraseNeeded: boolean): ConnectionDraft => ({
  draftId,
  form: 'certificate',
  name: null,
  environment: null,
  entraTenantId: null,
  clientId: null,
  baseUrl: null,
  cloud: null,
  apiVersion: null,
  appId: null,
  credential: 'certificate',
  notes: isPassphraseNeeded ? [{ note: 'passphrase_needed', detail: null }] : [],
})
