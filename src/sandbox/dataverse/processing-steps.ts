import { stableId } from './catalogue/table.ts'
import type { SandboxStore } from '../store/sandbox-store.ts'
import type { Table } from './catalogue/table.ts'

/** One run of a plug-in step for one row. */
export interface FiredStep {
  readonly step: string
  readonly message: string
  readonly recordId: string
}

/** Messages that steps can be registered on here; bulk messages run the steps of their single ones ("Use bulk operation messages"). */
type StepMessage = 'Create' | 'Update'

/** Runs no code: notes what would have run, so that a test can tell a write that was repeated from one that was not. */
export class ProcessingSteps {
  private readonly store: SandboxStore
  /** Names of enabled steps by message and table; read once, since every write asks. */
  private readonly known = new Map<string, readonly string[]>()

  constructor(store: SandboxStore) {
    this.store = store
    store.execute(
      'CREATE TABLE IF NOT EXISTS fired_step (step TEXT NOT NULL, message TEXT NOT NULL, record TEXT NOT NULL)',
    )
  }

  /** In the transaction of the write itself: a write that is rolled back has fired nothing. */
  fire(message: StepMessage, table: Table, recordId: string): void {
    for (const step of this.enabled(message, table))
      this.store.run('INSERT INTO fired_step (step, message, record) VALUES (?, ?, ?)', [step, message, recordId])
  }

  /** Oldest first. */
  fired(): readonly FiredStep[] {
    return this.store
      .all('SELECT step, message, record FROM fired_step ORDER BY rowid')
      .map(({ step, message, record }) => ({
        step: String(step),
        message: String(message),
        recordId: String(record),
      }))
  }

  /** The steps are others now, and what fired before belongs to those that were. */
  replaced(): void {
    this.known.clear()
    this.store.run('DELETE FROM fired_step')
  }

  private enabled(message: StepMessage, { logicalName }: Table): readonly string[] {
    const filter = `filter:${message}:${logicalName}`
    const known = this.known.get(filter)
    if (known !== undefined) return known
    const rows = this.store.all(
      'SELECT name FROM sdkmessageprocessingstep WHERE sdkmessagefilterid = ? AND statecode = 0',
      [stableId(filter)],
    )
    const names = rows.map(({ name }) => String(name))
    this.known.set(filter, names)
    return names
  }
}
