import type { SandboxStore } from './sandbox-store.ts'

/** Named values that outlive a reset: who this organisation is, its keys, its counters. */
export class SettingsStore {
  private readonly store: SandboxStore

  constructor(store: SandboxStore) {
    this.store = store
    store.execute('CREATE TABLE IF NOT EXISTS "$settings" (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT')
  }

  get(name: string): string | undefined {
    const value = this.store.get('SELECT value FROM "$settings" WHERE name = ?', [name])?.['value']
    return typeof value === 'string' ? value : undefined
  }

  set(name: string, value: string): void {
    this.store.run(
      'INSERT INTO "$settings" (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
      [name, value],
    )
  }

  /** The stored value, or the one that is made now and kept from then on. */
  ensure(name: string, make: () => string): string {
    const known = this.get(name)
    if (known !== undefined) return known
    const value = make()
    this.set(name, value)
    return value
  }
}
