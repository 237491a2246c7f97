/**
 * The verifier that an export carries: one plain Node program, no dependency, nothing of the console. It judges as `verifyChain` does, written
 * once more from the same sources, so that an auditor need not trust the program that wrote the log. Tests hold both against every mutation.
 */
export const STANDALONE_VERIFIER = String.raw`#!/usr/bin/env node
// Verifies an exported decision log without the console that wrote it. Node.js 20 or newer; no other package.
//   node verify.mjs [DIR] [--code CODE]
// CODE is the short code of an entry as a report prints it (3-1a2b-3c4d-5e6f): a checkpoint in somebody else's hands.
// Prints one line of JSON. Exit code 0 for the verdict ok, 1 for every other, 2 when the files cannot be read.
import { createHash, createPublicKey, verify } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const DOMAIN = 'hunter-d365-console/decision-entry/v1\n'
const SPKI = Buffer.from('302a300506032b6570032100', 'hex') // Ed25519, RFC 8410 section 4
const MEMBERS = 'body,hash,publicKey,signature'

// RFC 8785: members sorted by UTF-16 code units, no white space; text without half surrogate pairs.
function canonical(value) {
  if (Array.isArray(value)) return '[' + value.map(canonical).join(',') + ']'
  if (typeof value === 'object' && value !== null) {
    const members = Object.keys(value).sort().map((name) => canonical(name) + ':' + canonical(value[name]))
    return '{' + members.join(',') + '}'
  }
  if (typeof value === 'string' && !value.isWellFormed()) throw new Error('no canonical form')
  return JSON.stringify(value)
}

const hashOf = (body) => createHash('sha256').update(DOMAIN + canonical(body), 'utf8').digest('hex')

function isSigned({ hash, signature, publicKey }) {
  if (signature === null || publicKey === null) return signature === publicKey
  const bytes = [signature, publicKey].map((text) => Buffer.from(String(text), 'base64'))
  if (bytes[0].toString('base64') !== signature || bytes[1].toString('base64') !== publicKey) return false
  if (bytes[1].length !== 32) return false
  const key = createPublicKey({ key: Buffer.concat([SPKI, bytes[1]]), format: 'der', type: 'spki' })
  return verify(null, Buffer.from(hash, 'hex'), key, bytes[0])
}

function isWhole(entry) {
  try {
    return hashOf(entry.body) === entry.hash && isSigned(entry)
  } catch {
    return false
  }
}

function readEntry(line) {
  try {
    const entry = JSON.parse(line)
    return Object.keys(entry).sort().join(',') === MEMBERS && typeof entry.body === 'object' ? entry : null
  } catch {
    return null
  }
}

function readLines(file) {
  const lines = readFileSync(file, 'utf8').split('\n')
  if (lines.at(-1) === '') lines.pop()
  return lines.map(readEntry)
}

function firstAltered(chain) {
  const index = chain.findIndex((entry, place) => {
    if (entry === null || !isWhole(entry)) return true
    const before = chain[place - 1]
    const { sequence, previousHash, chainId } = entry.body
    return sequence !== place + 1 || previousHash !== (before?.hash ?? '0'.repeat(64)) || chainId !== chain[0].body.chainId
  })
  return index < 0 ? null : index + 1
}

const sealOf = ({ signature, publicKey }) => (signature === null ? '' : publicKey + ' ' + signature)

function anchorsOf(checkpoint, code) {
  const anchors = new Map()
  for (const entry of checkpoint) {
    if (entry === null || !isWhole(entry)) continue
    const known = anchors.get(entry.body.sequence) ?? new Map()
    anchors.set(entry.body.sequence, known)
    known.set(entry.hash, (known.get(entry.hash) ?? new Set()).add(sealOf(entry)))
  }
  return { anchors, code }
}

function firstForked(chain, { anchors, code }) {
  if (code !== null && code.sequence <= chain.length && !chain[code.sequence - 1].hash.startsWith(code.prefix)) {
    return code.sequence
  }
  const forked = chain.find(({ body, hash }) => {
    const known = anchors.get(body.sequence)
    return known !== undefined && (known.size > 1 || !known.has(hash))
  })
  return forked?.body.sequence ?? [...anchors].find(([, hashes]) => hashes.size > 1)?.[0] ?? null
}

// A signature that the checkpoint saw and that is another one now, or gone.
function firstResealed(chain, { anchors }) {
  const resealed = chain.find((entry) => {
    const seals = anchors.get(entry.body.sequence)?.get(entry.hash)
    return seals !== undefined && !seals.has(sealOf(entry)) && [...seals].some((seal) => seal !== '')
  })
  return resealed?.body.sequence ?? null
}

// No signature counts as a key of its own.
function firstRekeyed(chain, trusted) {
  if (chain.length === 0) return null
  const changed = chain.find(({ publicKey }) => publicKey !== chain[0].publicKey)
  if (changed) return changed.body.sequence
  return trusted === null || chain[0].publicKey === trusted ? null : chain[0].body.sequence
}

function judge(chain, checkpoint, trusted, code) {
  const altered = firstAltered(chain)
  if (altered !== null) return ['altered', altered]
  const known = anchorsOf(checkpoint, code)
  const resealed = firstResealed(chain, known)
  if (resealed !== null) return ['altered', resealed]
  const forked = firstForked(chain, known)
  if (forked !== null) return ['forked', forked]
  const next = chain.length + 1
  if (known.anchors.has(next) || (code !== null && code.sequence >= next)) return ['truncated', next]
  const rekeyed = firstRekeyed(chain, trusted)
  if (rekeyed !== null) return ['key_changed', rekeyed]
  const unanchored = chain.findIndex((entry) => !known.anchors.get(entry.body.sequence)?.get(entry.hash)?.has(sealOf(entry)))
  return unanchored < 0 ? ['ok', null] : ['unanchored_tail', unanchored + 1]
}

function readCode(text) {
  const parts = /^([1-9]\d*)-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{4})$/.exec(text ?? '')
  return parts === null ? null : { sequence: Number(parts[1]), prefix: parts[2] + parts[3] + parts[4] }
}

try {
  const words = process.argv.slice(2)
  const at = words.indexOf('--code')
  const code = at < 0 ? null : readCode(words[at + 1])
  if (at >= 0 && code === null) throw new Error('a code looks like 3-1a2b-3c4d-5e6f')
  const directory = words.find((word, place) => at < 0 || (place !== at && place !== at + 1)) ?? dirname(fileURLToPath(import.meta.url))
  const chain = readLines(join(directory, 'decisions.jsonl'))
  const checkpoint = readLines(join(directory, 'checkpoint.jsonl'))
  const key = readFileSync(join(directory, 'public-key.txt'), 'utf8').trim()
  const [verdict, brokenAt] = judge(chain, checkpoint, key === '' ? null : key, code)
  console.log(JSON.stringify({ entries: chain.length, head: chain.at(-1)?.hash ?? null, verdict, brokenAt }))
  process.exitCode = verdict === 'ok' ? 0 : 1
} catch (error) {
  console.error('The log cannot be verified: ' + error.message)
  process.exitCode = 2
}
`
