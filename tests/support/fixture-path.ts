import { join } from 'node:path'

/** A dozen companies in the shape of Hunter's export. */
export const LEADS_CSV = join(import.meta.dirname, '../fixtures/hunter-export.csv')
