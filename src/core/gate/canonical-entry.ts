import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import type { DecisionBody, DecisionEntry } from '../../shared/model/gate.ts'

/** So that a hash of a decision can never be the hash of anything else the console digests. */
const ENTRY_DOMAIN = 'hunter-d365-console/decision-entry/v1\n'
const EVIDENCE_DOMAIN = 'hunter-d365-console/decision-evidence/v1\n'

/** What the first entry of a chain names as the one before it. */
export const NO_PREVIOUS_HASH = '0'.repeat(64)

/**
 * Canonical JSON: one text for one value, whatever the order of its keys.
 * Throws for what JSON cannot hold. Source: RFC 8785 (JSON Canonicalization Scheme).
 */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value)
  if (text === undefined) throw new Error('Only what JSON can hold has a canonical form.')
  return text
}

/** SHA-256, lower-case hex, of the domain-separated canonical body. */
export const hashEntry = (body: DecisionBody): string => sha256(ENTRY_DOMAIN + canonicalJson(body))

/** Whether the hash is the body's; false as well for a body that no canonical form exists for, which only tampering can leave. */
export function fitsHash({ body, hash }: Pick<DecisionEntry, 'body' | 'hash'>): boolean {
  try {
    return hashEntry(body) === hash
  } catch {
    return false
  }
}

/** The same over the evidence a gate rested on; half a surrogate pair in what a server once sent counts as the replacement character. */
export const digestEvidence = (evidence: unknown): string =>
  sha256(EVIDENCE_DOMAIN + canonicalJson(wellFormed(evidence)))

/**
 * The same JSON value with every unpaired surrogate replaced by U+FFFD, since canonical JSON has no form for one (RFC 8785 section 3.2.2.2).
 * For texts on their way into the log; what lies there is never touched.
 */
export function wellFormed<T>(value: T): T {
  const clean = (text: string): string => text.replaceAll(/\p{Surrogate}/gu, '\uFFFD')
  return JSON.parse(JSON.stringify(value), (_key, member: unknown) =>
    typeof member === 'string' ? clean(member) : member,
  ) as T
}

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')

/** What a short code says: which entry, and how its hash begins. */
export interface ShortCode {
  readonly sequence: number
  readonly prefix: string
}

/** Null for text that is no short code. */
export function readShortCode(text: string): ShortCode | null {
  const parts = /^([1-9]\d*)-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{4})$/.exec(text.trim().toLowerCase())
  return parts === null ? null : { sequence: Number(parts[1]), prefix: parts.slice(2).join('') }
}

/** The checkpoint a report prints: enough to recognise an entry, short enough to read aloud. */
export const shortCode = ({ sequence, hash }: { readonly sequence: number; readonly hash: string }): string =>
  `${String(sequence)}-${hash.slice(0, 4)}-${hash.slice(4, 8)}-${hash.slice(8, 12)}`
