import type { DecisionBody, DecisionEntry, GateVerification } from '../../shared/model/gate.ts'
import { isoNow } from '../ports/clock.ts'
import type { CorePorts } from '../ports/core-ports.ts'
import { digestEvidence, fitsHash, hashEntry, NO_PREVIOUS_HASH, wellFormed, type ShortCode } from './canonical-entry.ts'
import { signHash, trustedPublicKey } from './sign-entry.ts'
import { tailToReplay, verifyChain } from './verify-chain.ts'

export type NewEntry = Omit<DecisionBody, 'sequence' | 'at' | 'chainId' | 'previousHash' | 'appVersion' | 'recordedBy'>

/** The chain in the database and its checkpoint outside it, written in one order only: sidecar, then database. */
export interface DecisionLog {
  readonly list: () => readonly DecisionEntry[]
  /** `code` = an entry as a report named it. */
  readonly verify: (code?: ShortCode | null) => Promise<GateVerification>
  readonly append: (entry: NewEntry) => Promise<DecisionEntry>
  /**
   * Brings the two together where one is a part of the other, and says so in an entry of type `restored`. `altered` and `forked` logs are left
   * as they are: nothing here may smooth over a contradiction.
   */
  readonly mend: (options: { readonly isAfterRestore: boolean }) => Promise<GateVerification>
}

/**
 * Why sidecar first: a crash between the two writes leaves a sidecar that goes on where the database ends. That is detected (`truncated`) and
 * mended by replaying, so no decision is lost. The other order would leave an entry only in the database, and anchoring such an entry
 * afterwards would vouch for whatever somebody else had put there.
 */
export function createDecisionLog(ports: CorePorts): DecisionLog {
  const { data, sidecar } = ports

  const verify: DecisionLog['verify'] = async (code = null) =>
    verifyChain({
      code,
      chain: data.decisions.list(),
      sidecar: sidecar.read().entries,
      trustedKey: await trustedPublicKey(ports),
    })

  const append = async (entry: NewEntry): Promise<DecisionEntry> => {
    const last = data.decisions.last()
    const body: DecisionBody = {
      ...wellFormed(entry),
      sequence: (last?.body.sequence ?? 0) + 1,
      at: isoNow(ports.clock),
      // A database that was lost and filled again from the sidecar goes on with the old chain.
      chainId: last?.body.chainId ?? data.decisions.chainId(),
      previousHash: last?.hash ?? NO_PREVIOUS_HASH,
      recordedBy: ports.recordedBy,
      appVersion: ports.appVersion,
    }
    const hash = hashEntry(body)
    const whole = { body, hash, ...(await signHash(ports, hash)) }
    sidecar.append(whole)
    data.decisions.append(whole)
    return whole
  }

  const mend: DecisionLog['mend'] = async ({ isAfterRestore }) => {
    const before = await verify()
    if (before.verdict === 'altered' || before.verdict === 'forked') return before
    if (!isAfterRestore && before.verdict !== 'truncated' && before.verdict !== 'unanchored_tail') return before
    const replayed = replayTail(ports)
    const anchored = anchorAgain(ports)
    const isFresh = data.decisions.list().length === 0
    if (isFresh) return before
    await append(restoredEntry({ replayed, anchored, isAfterRestore }))
    return verify()
  }

  return { list: () => data.decisions.list(), verify, append, mend }
}

function replayTail({ data, sidecar }: CorePorts): readonly number[] {
  const tail = tailToReplay(data.decisions.list(), sidecar.read().entries)
  data.transaction(() => {
    for (const entry of tail) data.decisions.append(entry)
  })
  return tail.map(({ body }) => body.sequence)
}

/** Writes again into the sidecar what is missing there; the `restored` entry that follows keeps the fact. */
function anchorAgain({ data, sidecar }: CorePorts): readonly number[] {
  const chain = data.decisions.list()
  const known = new Set(
    sidecar
      .read()
      .entries.filter(fitsHash)
      .map(({ hash }) => hash),
  )
  const missing = chain.filter(({ hash }) => !known.has(hash))
  for (const entry of missing) sidecar.append(entry)
  return missing.map(({ body }) => body.sequence)
}

function restoredEntry({
  replayed,
  anchored,
  isAfterRestore,
}: {
  readonly replayed: readonly number[]
  readonly anchored: readonly number[]
  readonly isAfterRestore: boolean
}): NewEntry {
  const sentences = [
    isAfterRestore ? 'A backup was put back.' : 'Database and checkpoint file differed.',
    replayed.length === 0 ? null : `Replayed from the checkpoint file: entry ${replayed.join(', ')}.`,
    anchored.length === 0
      ? null
      : `Missing in the checkpoint file and written there again: entry ${anchored.join(', ')}.`,
  ]
  return {
    type: 'restored',
    tenant: null,
    releases: null,
    decision: null,
    reason: sentences.filter((sentence) => sentence !== null).join(' '),
    blockers: [],
    knownLimitations: '',
    waivers: {},
    override: null,
    approver: '',
    gate: [],
    evidenceDigest: digestEvidence([]),
  }
}
