import { z } from 'zod'

/** The public half of a certificate a tenant signs in with. The private key lies in the keychain under `<tenant id>:certificate-key`. */
export const CertificateSchema = z.strictObject({
  /** The leaf, then what else came with it (PEM). */
  pem: z.string().max(100_000),
  /** SHA-256 over the DER form, lower-case hex: what Entra ID is told. */
  thumbprintSha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** SHA-1, upper-case hex: what the portal lists. */
  thumbprintSha1: z.string().regex(/^[0-9A-F]{40}$/),
  subject: z.string(),
  expiresAt: z.iso.datetime(),
})
export type Certificate = z.infer<typeof CertificateSchema>

/**
 * A credential as it is given: the value of a client secret; a certificate with its key (PEM text, or a PFX file as base64); or a draft,
 * something the console read before (a pasted text, a chosen file) and holds in memory under this id.
 */
export const GivenCredentialSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('secret'), value: z.string().min(1).max(65_536) }),
  z.strictObject({
    kind: z.literal('certificate'),
    format: z.enum(['pem', 'pfx']),
    content: z.string().min(1).max(200_000),
    passphrase: z.string().max(1_000).nullable(),
  }),
  z.strictObject({ kind: z.literal('draft'), draftId: z.string(), passphrase: z.string().max(1_000).nullable() }),
])
export type GivenCredential = z.infer<typeof GivenCredentialSchema>

/** What an admin notes beside a credential; `expiresAt` null = not known. A certificate's own end wins. */
export const CredentialNoteSchema = z.strictObject({
  description: z.string().trim().max(200).nullable(),
  expiresAt: z.iso.datetime().nullable(),
})
export type CredentialNote = z.infer<typeof CredentialNoteSchema>
