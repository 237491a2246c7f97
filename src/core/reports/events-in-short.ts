/** Names in the order they first came, each once, with how often: a rate limit is met hundreds of times. */
export function eventsInShort(events: readonly string[]): readonly string[] {
  const times = new Map<string, number>()
  for (const name of events) times.set(name, (times.get(name) ?? 0) + 1)
  return [...times].map(([name, count]) => (count === 1 ? name : `${name} ×${String(count)}`))
}
