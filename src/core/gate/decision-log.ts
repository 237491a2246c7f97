import type { DecisionBody, DecisionEntry, GateVerdict, GateVerification } from '../../shared/model/gate.ts'
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
  readonly mend: (why: Mending) => Promise<GateVerification>
  /**
   * Whether an entry can be believed, as the log stands now: a whole log vouches for every entry, one whose key changed for those that this
   * machine's key signed, any other for none.
   */
  readonly voucher: () => Promise<(entry: DecisionEntry) => boolean>
}

/**
 * `crash`: replays what the sidecar has beyond the database, and no more. `restore` (a backup was put back) and `anchor` (the admin says so) also
 * write into the sidecar what is missing there, which vouches for it from then on: never a side effect of something else.
 */
type Mending = 'crash' | 'restore' | 'anchor'

const MENDED: Readonly<Record<Mending, readonly GateVerdict[]>> = {
  crash: ['truncated'],
  restore: ['ok', 'truncated', 'unanchored_tail', 'key_changed'],
  anchor: ['truncated', 'unanchored_tail'],
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

  const mend: DecisionLog['mend'] = async (why) => {
    const before = await verify()
    if (!MENDED[why].includes(before.verdict)) return before
    const replayed = replayTail(ports)
    // Entries without the key that the others have may be anybody's: the sidecar must not vouch for them.
    const isVouchedFor = why !== 'crash' && (await verify()).verdict !== 'key_changed'
    const anchored = isVouchedFor ? anchorAgain(ports) : []
    const isFresh = data.decisions.list().length === 0
    if (isFresh) return before
    await append(restoredEntry({ replayed, anchored, isAfterRestore: why === 'restore' }))
    return verify()
  }

  const voucher: DecisionLog['voucher'] = async () => {
    const { verdict } = await verify()
    const trustedKey = await trustedPublicKey(ports)
    if (verdict === 'ok') return () => true
    return ({ publicKey }) => verdict === 'key_changed' && trustedKey !== null && publicKey === trustedKey
  }

  return { list: () => data.decisions.list(), verify, append, mend, voucher }
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
  const sealed = ({ hash, signature }: DecisionEntry): string => `${hash} ${signature ?? ''}`
  const known = new Set(sidecar.read().entries.filter(fitsHash).map(sealed))
  const missing = chain.filter((entry) => !known.has(sealed(entry)))
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
