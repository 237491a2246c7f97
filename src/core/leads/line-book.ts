import type { LeadStore } from '../ports/stores.ts'

/** What became of the lines of one import. */
export interface LineBook {
  readonly counts: { readonly rows: number; readonly imported: number; readonly updated: number }
  /** Null, or why a lead of this domain may not come from this line. */
  readonly accept: (line: number, domain: string) => string | null
  readonly reject: (line: number, reason: string) => void
  readonly count: (saved: { readonly imported: number; readonly updated: number }) => void
  /** The file is read; what was kept of it is let go. */
  readonly end: () => void
  readonly rejected: () => { line: number; reason: string }[]
}

/** Faults listed one by one; a file of another kind would otherwise fill the memory with them. Further ones are counted. */
const MOST_REASONS = 10_000

/** Keeps the domains seen, so that the second line of one domain is rejected and not silently the winner. */
export function createLineBook(leads: Pick<LeadStore, 'ownerOf' | 'seenLines'>): LineBook {
  const seen = leads.seenLines()
  const rejected: { line: number; reason: string }[] = []
  const counts = { rows: 0, imported: 0, updated: 0 }
  let notListed = 0
  return {
    counts,
    accept: (line, domain) => {
      const before = seen.see(line, domain)
      if (before !== null) return `The domain ${domain} is already on line ${before}.`
      if (leads.ownerOf(domain) !== null) return `${domain} belongs to a scenario that is running.`
      counts.rows += 1
      return null
    },
    reject: (line, reason) => {
      counts.rows += 1
      if (rejected.length < MOST_REASONS) rejected.push({ line, reason })
      else notListed += 1
    },
    count: (saved) => {
      counts.imported += saved.imported
      counts.updated += saved.updated
    },
    end: seen.end,
    rejected: () =>
      notListed === 0 ? rejected : [...rejected, { line: 0, reason: `${notListed} further lines were rejected.` }],
  }
}
