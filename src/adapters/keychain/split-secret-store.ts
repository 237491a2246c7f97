import { createHash } from 'node:crypto'
import { SecretStoreUnavailable, type SecretStore } from '../../core/ports/secret-store.ts'
import { createQueue } from './create-queue.ts'

/** What one entry of the Windows Credential Manager holds: CRED_MAX_CREDENTIAL_BLOB_SIZE (Microsoft Learn, "CREDENTIALW structure"). */
export const WINDOWS_ENTRY_BYTES = 2_560

const HEADER = /^hunter-parts:(\d{1,3}):([0-9a-f]{64})$/

/**
 * Keeps what is too large for one entry in numbered parts, `<account>/<digest>/<n>`, behind a header in the account's own entry. The header is
 * written last and names its parts by their digest, so that a write cut off in the middle leaves the old value whole.
 */
export function splitLargeSecrets(store: SecretStore, maxBytes: number): SecretStore {
  const forgetParts = async (account: string, header: string | null): Promise<void> => {
    const parts = partsOf(account, header)
    for (const part of parts?.accounts ?? []) await store.delete(part)
  }
  const write = async (account: string, secret: string): Promise<void> => {
    const before = await store.get(account)
    const after = isSmall(secret, maxBytes) ? secret : await writeParts(store, account, secret, maxBytes)
    await store.set(account, after)
    if (before !== after) await forgetParts(account, before)
  }
  const inOrder = createQueue()
  return {
    availability: () => store.availability(),
    get: (account) => inOrder(account, () => readParts(store, account)),
    set: (account, secret) => inOrder(account, () => write(account, secret)),
    delete: (account) =>
      inOrder(account, async () => {
        await forgetParts(account, await store.get(account))
        return store.delete(account)
      }),
  }
}

/** A value that reads like a header is kept in parts, whatever its size. */
const isSmall = (secret: string, maxBytes: number): boolean =>
  Buffer.byteLength(secret) <= maxBytes && !HEADER.test(secret)

/** Answers the header under which the parts are found. */
async function writeParts(store: SecretStore, account: string, secret: string, maxBytes: number): Promise<string> {
  const pieces = piecesOf(secret, maxBytes)
  const header = `hunter-parts:${pieces.length}:${digestOf(secret)}`
  const { accounts } = partsOf(account, header) ?? { accounts: [] }
  for (const [index, part] of accounts.entries()) await store.set(part, pieces[index] ?? '')
  return header
}

async function readParts(store: SecretStore, account: string): Promise<string | null> {
  const first = await store.get(account)
  const parts = partsOf(account, first)
  if (parts === null) return first
  const pieces: string[] = []
  for (const part of parts.accounts) pieces.push((await store.get(part)) ?? '')
  const whole = pieces.join('')
  if (digestOf(whole) === parts.digest) return whole
  throw new SecretStoreUnavailable('A part of a large entry is missing in the keychain. Store the key again.')
}

function partsOf(
  account: string,
  header: string | null,
): { readonly accounts: readonly string[]; readonly digest: string } | null {
  const [, count, digest] = HEADER.exec(header ?? '') ?? []
  if (count === undefined || digest === undefined) return null
  const accounts = Array.from(
    { length: Number(count) },
    (_none, index) => `${account}/${digest.slice(0, 12)}/${index + 1}`,
  )
  return { accounts, digest }
}

/** No character is cut in two. */
function piecesOf(secret: string, maxBytes: number): readonly string[] {
  const pieces: string[] = []
  let piece = ''
  for (const character of secret) {
    if (Buffer.byteLength(piece) + Buffer.byteLength(character) > maxBytes) {
      pieces.push(piece)
      piece = ''
    }
    piece += character
  }
  return [...pieces, piece]
}

const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex')
