import { randomUUID } from 'node:crypto'
import { isoNow } from '../../core/ports/clock.ts'
import type { LocalData } from '../../core/ports/stores.ts'
import { createActivityStore } from './activity-store.ts'
import { createAttemptStore } from './attempt-store.ts'
import { createAttestationStore } from './attestation-store.ts'
import { copyOnline } from './copy-database.ts'
import { createDecisionStore } from './decision-store.ts'
import { watchExternalChanges } from './external-changes.ts'
import { createLeadStore } from './lead-store.ts'
import { openDatabase, type OpenDatabaseOptions } from './open-database.ts'
import { createPushQueue } from './push-queue.ts'
import { createReportStore } from './report-store.ts'
import { createRunStore } from './run-store.ts'
import { createSettingStore } from './setting-store.ts'
import { createTenantStore } from './tenant-store.ts'
import { tryTransaction } from './try-transaction.ts'
import { takeWriterLease } from './writer-lease.ts'

export interface OpenLocalDataOptions extends OpenDatabaseOptions {
  /** Names a new decision chain. */
  readonly uuid?: () => string
}

export interface OpenedLocalData extends LocalData {
  readonly path: string
  readonly sqliteVersion: string
  /** Where a damaged database was moved at this start (a fresh one is open in its place), else null. */
  readonly movedAside: string | null
  /** Writes a whole copy to `target` (0600) while the database stays in use; rejects when `target` cannot be written. */
  readonly copyTo: (target: string) => Promise<void>
  /** Calls back when another process changed the database; returns the function that ends the watch. */
  readonly watchExternalChanges: (onChange: () => void, options?: { readonly intervalMs?: number }) => () => void
  /** Idempotent. Nothing may be called after it. */
  readonly close: () => void
}

/**
 * Opens all of local data in one SQLite file (`:memory:` for tests that need none).
 *
 * @throws LocalDataUnavailable with the Failure to show: newer file, another program's file, not readable, not writable, locked.
 * @example const data = openLocalData({ path: ':memory:' })
 */
export function openLocalData(options: OpenLocalDataOptions): OpenedLocalData {
  const { db, movedAside, sqliteVersion } = openDatabase(options)
  const now = options.now ?? Date.now
  const lease = options.isReadOnly === true ? null : takeWriterLease(db, options.path)
  const asOneWriter =
    <T>(work: () => T) =>
    (): T => {
      lease?.demand()
      return work()
    }
  const nowIso = () => isoNow({ now })
  return {
    tenants: createTenantStore(db),
    leads: createLeadStore(db, nowIso),
    attempts: createAttemptStore(db),
    runs: createRunStore(db),
    pushQueue: createPushQueue(db, nowIso),
    activity: createActivityStore(db),
    decisions: createDecisionStore(db, options.uuid ?? randomUUID),
    attestations: createAttestationStore(db),
    settings: createSettingStore(db),
    reports: createReportStore(db),
    reading: (work) => db.transaction(work).deferred(),
    // Immediate: a transaction that reads first and then finds the write lock taken could not be tried again.
    transaction: (work) => db.transaction(asOneWriter(work)).immediate(),
    tryTransaction: (work, { isFlushed = true } = {}) =>
      tryTransaction(db, { path: options.path, isFlushed }, asOneWriter(work)),
    path: options.path,
    sqliteVersion,
    movedAside,
    copyTo: (target) => copyOnline(db, target, options.nativeBinding ?? null),
    watchExternalChanges: (onChange, watching) => watchExternalChanges(db, onChange, watching),
    close: () => {
      if (db.open) db.close()
    },
  }
}
