import type Database from 'better-sqlite3'
import type { DecisionStore } from '../../core/ports/stores.ts'
import { DecisionBodySchema, type DecisionBody, type DecisionEntry } from '../../shared/model/gate.ts'

interface DecisionRow {
  readonly sequence: number
  readonly body: string
  readonly hash: string
  readonly signature: string | null
  readonly public_key: string | null
}

/**
 * The decision chain as it lies in the database, by sequence. The store judges nothing: a row somebody altered is handed out, so that
 * the core's verification can say where. `uuid` names a new chain.
 */
export function createDecisionStore(db: Database.Database, uuid: () => string): DecisionStore {
  const append = db.prepare<[DecisionRow]>(
    'INSERT INTO decisions (sequence, body, hash, signature, public_key) VALUES (@sequence, @body, @hash, @signature, @public_key)',
  )
  const list = db.prepare<[], DecisionRow>('SELECT * FROM decisions ORDER BY sequence')
  const last = db.prepare<[], DecisionRow>('SELECT * FROM decisions ORDER BY sequence DESC LIMIT 1')
  const chain = db.prepare<[], { chain_id: string }>('SELECT chain_id FROM decision_chain')
  const nameChain = db.prepare<[string]>(
    'INSERT INTO decision_chain (only_row, chain_id) VALUES (1, ?) ON CONFLICT (only_row) DO NOTHING',
  )
  const chainId = (): string => {
    const known = chain.get()
    if (known !== undefined) return known.chain_id
    nameChain.run(uuid())
    return chainId()
  }
  return {
    chainId,
    append: ({ body, hash, signature, publicKey }) =>
      void append.run({
        sequence: body.sequence,
        body: JSON.stringify(body),
        hash,
        signature,
        public_key: publicKey,
      }),
    list: () => list.all().map((row) => toEntry(row)),
    last: () => {
      const row = last.get()
      return row === undefined ? null : toEntry(row)
    },
  }
}

function toEntry(row: DecisionRow): DecisionEntry {
  const body = parseBody(row.body) ?? unreadableBody(row.sequence)
  return { body, hash: row.hash, signature: row.signature, publicKey: row.public_key }
}

function parseBody(text: string): DecisionBody | null {
  try {
    return DecisionBodySchema.parse(JSON.parse(text))
  } catch {
    return null
  }
}

/** Stands where a body can no longer be read; no hash was ever made over it, so verification finds the place altered. */
const unreadableBody = (sequence: number): DecisionBody => ({
  sequence,
  type: 'decision',
  at: new Date(0).toISOString(),
  chainId: '00000000-0000-4000-8000-000000000000',
  tenant: null,
  releases: null,
  decision: null,
  reason: 'This entry can no longer be read.',
  blockers: [],
  knownLimitations: '',
  waivers: {},
  override: null,
  approver: '',
  recordedBy: { user: '', machine: '' },
  gate: [],
  evidenceDigest: '',
  appVersion: '',
  previousHash: '0'.repeat(64),
})
