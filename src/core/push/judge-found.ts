import type { Candidate, Lead } from '../../shared/model/lead.ts'
import type { LeadRecord } from '../d365/d365-client.ts'
import { subjectOf } from '../leads/mapping-profiles.ts'
import { normaliseDomain } from '../leads/normalise-domain.ts'

/** Columns that a judgement about a found row rests on. */
export const JUDGED_COLUMNS = ['subject', 'companyname', 'websiteurl', 'emailaddress1', 'statecode'] as const

/** What looking into D365 brought: the row under one of the console's own ids, and rows that the tenant's match keys hit. */
export interface Found {
  readonly own: { readonly record: LeadRecord; readonly generation: number } | null
  readonly matches: readonly LeadRecord[]
}

export type Judgement =
  | { readonly kind: 'none' }
  /** It is the lead: adopt it. `generation` is null for a row that another writer made. */
  | {
      readonly kind: 'ours'
      readonly record: LeadRecord
      readonly generation: number | null
      readonly matchedBy: Candidate['matchedBy']
    }
  | { readonly kind: 'conflict'; readonly candidates: readonly Candidate[]; readonly reason: string }

/**
 * Whose row is it? One of the console's own ids, holding this lead, is ours in any state; so is the exact subject on one open lead of the
 * same company. Anything else that was hit is the admin's to decide: website only, closed, another company's name, several rows.
 * `isKnownOurs`: this console once saw D365 confirm that very id, so its content may have been edited since.
 * Source: docs/adr/0003-deterministic-id-and-conditional-create.md.
 */
export function judgeFound(lead: Lead, found: Found, isKnownOurs: (leadId: string) => boolean): Judgement {
  if (found.own !== null) {
    const { record, generation } = found.own
    if (holdsLead(record, lead.domain) || isKnownOurs(record.leadId)) {
      return { kind: 'ours', record, generation, matchedBy: 'id' }
    }
    return conflict(lead, [record], 'A lead of somebody else lies under the id that belongs to this domain.')
  }
  const [only, ...others] = uniqueById(found.matches)
  if (only === undefined) return { kind: 'none' }
  if (others.length > 0)
    return conflict(lead, [only, ...others], `${others.length + 1} leads in D365 match this domain.`)
  const objection = objectionTo(only, lead)
  return objection === null
    ? { kind: 'ours', record: only, generation: null, matchedBy: 'subject' }
    : conflict(lead, [only], objection)
}

/** A row under our id is ours only if it says so itself: by its subject or its website. */
export const holdsLead = (record: LeadRecord, domain: string): boolean =>
  hasSubject(record, domain) || hasWebsite(record, domain)

function objectionTo(record: LeadRecord, lead: Lead): string | null {
  if (!hasSubject(record, lead.domain)) {
    return 'A lead in D365 has this website or e-mail address, but not the subject Hunter gives.'
  }
  if (!isOpen(record)) return 'The lead in D365 with this subject is closed.'
  const theirs = text(record, 'companyname')
  if (theirs === null || lead.companyName === null || sameName(theirs, lead.domain)) return null
  return sameName(theirs, lead.companyName) ? null : "The lead in D365 with this subject bears another company's name."
}

const conflict = (lead: Lead, records: readonly LeadRecord[], reason: string): Judgement => ({
  kind: 'conflict',
  candidates: records.map((record) => toCandidate(record, lead.domain)),
  reason,
})

function toCandidate(record: LeadRecord, domain: string): Candidate {
  return {
    d365LeadId: record.leadId,
    subject: text(record, 'subject'),
    companyName: text(record, 'companyname'),
    websiteUrl: text(record, 'websiteurl'),
    isOpen: isOpen(record),
    matchedBy: matchOf(record, domain),
  }
}

function matchOf(record: LeadRecord, domain: string): Candidate['matchedBy'] {
  if (hasSubject(record, domain)) return 'subject'
  return hasWebsite(record, domain) || text(record, 'emailaddress1') === null ? 'website' : 'email'
}

const hasSubject = (record: LeadRecord, domain: string): boolean =>
  text(record, 'subject')?.trim().toLowerCase() === subjectOf(domain).toLowerCase()

function hasWebsite(record: LeadRecord, domain: string): boolean {
  const site = text(record, 'websiteurl')
  if (site === null) return false
  const host = /^(?:https?:\/\/)?([^/?#:]+)/i.exec(site.trim())?.[1]
  const normalised = host === undefined ? null : normaliseDomain(host)
  return normalised?.ok === true && normalised.value === domain
}

/** A row whose state was not read counts as open: `statecode` is null only where the column was not given. */
const isOpen = (record: LeadRecord): boolean => (record.columns['statecode'] ?? 0) === 0

/** Case, punctuation and spacing aside. */
const sameName = (one: string, other: string): boolean => bare(one) === bare(other)
const bare = (name: string): string =>
  name
    .normalize('NFKC')
    .toLocaleLowerCase('tr')
    .replace(/[^\p{L}\p{N}]+/gu, '')

const text = (record: LeadRecord, column: string): string | null => {
  const value = record.columns[column]
  return typeof value === 'string' && value !== '' ? value : null
}

const uniqueById = (records: readonly LeadRecord[]): readonly LeadRecord[] => [
  ...new Map(records.map((record) => [record.leadId.toLowerCase(), record])).values(),
]
