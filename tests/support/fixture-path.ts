import { join } from 'node:path'

/** Twelve lines of Hunter's export, one of which is broken. */
export const LEADS_CSV = join(import.meta.dirname, '../fixtures/hunter-export.csv')
