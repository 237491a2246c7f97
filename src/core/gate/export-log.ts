import path from 'node:path'
import { ok, type Result } from '../../shared/lib/result.ts'
import type { Failure } from '../../shared/model/failure.ts'
import type { DecisionEntry } from '../../shared/model/gate.ts'
import type { CorePorts } from '../ports/core-ports.ts'
import { shortCode } from './canonical-entry.ts'
import { writeWholeFile } from '../write-whole-file.ts'
import { trustedPublicKey } from './sign-entry.ts'
import { STANDALONE_VERIFIER } from './standalone-verifier.ts'

/** Writes the log for somebody who does not have the console: entries, checkpoint, key, verifier, and how to use them. Answers the paths. */
export async function exportLog(
  ports: CorePorts,
  directory: string,
): Promise<Result<{ readonly files: readonly string[] }, Failure>> {
  const chain = ports.data.decisions.list()
  const head = chain.at(-1)
  const files: Readonly<Record<string, string>> = {
    'decisions.jsonl': linesOf(chain),
    'checkpoint.jsonl': linesOf(ports.sidecar.read().entries),
    'public-key.txt': `${(await trustedPublicKey(ports)) ?? chain.find(({ publicKey }) => publicKey !== null)?.publicKey ?? ''}\n`,
    'verify.mjs': STANDALONE_VERIFIER,
    'README.md': readme(chain.length, head === undefined ? null : shortCode({ ...head, sequence: head.body.sequence })),
  }
  const paths: string[] = []
  for (const [name, content] of Object.entries(files)) {
    const written = await writeWholeFile(ports.files, path.join(directory, name), content)
    if (!written.ok) return written
    paths.push(written.value)
  }
  return ok({ files: paths })
}

const linesOf = (entries: readonly DecisionEntry[]): string =>
  entries.map((entry) => `${JSON.stringify(entry)}\n`).join('')

const readme = (entries: number, code: string | null): string => `# Decision log

${String(entries)} entries${code === null ? '' : `; short code of the newest: ${code}`}.

| file | holds |
| --- | --- |
| decisions.jsonl | the entries of the console's database, oldest first, one JSON object per line |
| checkpoint.jsonl | the entries of the checkpoint file that is kept beside the database |
| public-key.txt | the Ed25519 public key of the console's machine, base64 of 32 bytes; empty where entries are unsigned |
| verify.mjs | a verifier in plain Node.js (20 or newer), without any other package |

    node verify.mjs
    node verify.mjs --code ${code ?? '3-1a2b-3c4d-5e6f'}

It prints a verdict: ok, altered, truncated, forked, key_changed or unanchored_tail; only ok ends with exit code 0. \`--code\` takes the short code that
any report printed. Use one from a report that was in other hands: whoever rewrites the database and the checkpoint file together, and can use the
key, is found by such a code only.

What is caught without a code: an entry changed, added, removed or reordered on one side alone; a signature taken off or replaced on one side alone;
entries without the key of public-key.txt, on one side or on both (no signature counts as another key: key_changed). What is not: anything done to
both files by somebody who can use the key; a tail cut off both files; and, where public-key.txt is empty, anything done to both files that leaves no
signature or one key throughout. A log kept on a machine without a keychain is unsigned from its first entry; it is ok as far as its checkpoint goes.

An entry's hash is SHA-256 over the line \`hunter-d365-console/decision-entry/v1\` with a line feed and the canonical JSON (RFC 8785) of its body.
Its signature is Ed25519 (RFC 8032) over the 32 bytes of that hash. The approver's name is typed by whoever recorded the entry: it is not proven.
`
