import { readFile } from 'node:fs/promises'
import { fail, ok, type Result } from '../shared/lib/result.ts'
import type { GivenCredential } from '../shared/model/credential.ts'
import type { Failure } from '../shared/model/failure.ts'
import type { ConsoleContext } from './command-context.ts'
import { readSecret } from './read-secret.ts'

type Context = Pick<ConsoleContext, 'core' | 'options' | 'terminal'>
type Read<T> = Result<T, Failure>

/** Of the option that names its file. */
export const CERTIFICATE = 'certificate with its key (PEM or PFX) instead of a secret; its password by --secret-stdin'

/**
 * What a new tenant is to sign in with: the certificate in `file` with its key, whose password comes with --secret-stdin; without a file the
 * client secret on standard input. Null where neither is given.
 */
export async function readCredential(
  context: Context,
  file: string | undefined,
): Promise<Read<GivenCredential | null>> {
  const isTyped = context.options.secretStdin === true
  return file === undefined && !isTyped ? ok(null) : readNewCredential(context, file)
}

/** The same for one that takes another's place: without a file it must be on standard input. */
export async function readNewCredential(context: Context, file: string | undefined): Promise<Read<GivenCredential>> {
  if (file !== undefined) return readCertificate(context, file)
  const secret = await readSecret(context.terminal)
  return secret.ok ? ok({ kind: 'secret', value: secret.value }) : secret
}

async function readCertificate({ core, options, terminal }: Context, file: string): Promise<Read<GivenCredential>> {
  const passphrase = options.secretStdin === true ? await readSecret(terminal) : ok(null)
  if (!passphrase.ok) return passphrase
  const bytes = await readFile(file).catch(() => null)
  if (bytes === null) return invalid(`${file} cannot be read.`)
  const draft = await core.tenants.readConnectionFile(bytes)
  if (!draft.ok) return draft
  const { credential, draftId } = draft.value
  return credential === 'certificate'
    ? ok({ kind: 'draft', draftId, passphrase: passphrase.value })
    : invalid(`${file} holds no certificate with its key (PEM or PFX).`)
}

const invalid = (message: string) =>
  fail<Failure>({ kind: 'InvalidInput', message, fields: [{ field: 'certificate', message }] })
