import { badgeOf, SyncBadgeSchema, SyncStatusSchema, type SyncBadge } from '../shared/model/lead.ts'

/** Every word a filter takes for a sync state. */
export const STATUS_WORDS: readonly string[] = [
  ...new Set<string>([...SyncStatusSchema.options, ...SyncBadgeSchema.options]),
]

/** Filters accept the stored words and the words on the badge. */
export function toBadge(word: string): SyncBadge {
  const stored = SyncStatusSchema.safeParse(word)
  return stored.success ? badgeOf(stored.data) : SyncBadgeSchema.parse(word)
}
