import type Database from 'better-sqlite3'
import type { SettingStore } from '../../core/ports/stores.ts'

/** Named texts that outlive a start. */
export function createSettingStore(db: Database.Database): SettingStore {
  const get = db.prepare<[string], { value: string }>('SELECT value FROM settings WHERE key = ?')
  const set = db.prepare<[string, string]>(
    'INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  )
  return {
    get: (key) => get.get(key)?.value ?? null,
    set: (key, value) => void set.run(key, value),
  }
}
