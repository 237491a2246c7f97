import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { createMemorySecretStore } from '../../../../src/adapters/keychain/memory-secret-store.ts'
import { fileWriter } from '../../../../src/adapters/node/file-writer.ts'
import { createDecisionSidecar } from '../../../../src/adapters/node/decision-sidecar.ts'
import { openLocalData } from '../../../../src/adapters/sqlite/local-data.ts'
import { shortCode } from '../../../../src/core/gate/canonical-entry.ts'
import { createGateService } from '../../../../src/core/gate/gate-service.ts'
import type { SecretStore } from '../../../../src/core/ports/secret-store.ts'
import type { DecisionSidecar, LocalData } from '../../../../src/core/ports/stores.ts'
import type { NoteBook } from '../../../../src/core/d365/note-book.ts'
import type { GateService } from '../../../../src/core/services.ts'
import { createProdLock } from '../../../../src/core/tenants/prod-lock.ts'
import type { Tenant } from '../../../../src/shared/model/tenant.ts'
import {
  DecisionRequestSchema,
  type DecisionRequest,
  type GateVerification,
} from '../../../../src/shared/model/gate.ts'
import { AT, aRun, aTenant, TENANT_ID } from '../../../support/builders.ts'
import { aCoreBase, aCorePorts } from '../../../support/core-ports.ts'
import { aChainKey, restamped, sealed } from '../../../support/decision-chain.ts'
import { aNoteBook } from '../../../support/a-note-book.ts'
import { createFakeD365, fakeConnections, inTrouble } from '../../../support/fake-d365.ts'
import { makeTempDir, type TempDir } from '../../../support/temp-dir.ts'

let directory: TempDir | null = null
afterEach(() => {
  directory?.remove()
  directory = null
})

const noKeychain = createMemorySecretStore({ unavailable: { why: 'There is none.', remedy: 'Install one.' } })

interface Given {
  readonly data?: LocalData
  readonly secrets?: SecretStore
  readonly sidecar?: (real: DecisionSidecar) => DecisionSidecar
  readonly notes?: NoteBook
  readonly tenant?: Partial<Tenant>
}

function aGate({ data, secrets, sidecar = (real) => real, notes = aNoteBook(), tenant = {} }: Given = {}) {
  directory ??= makeTempDir()
  const file = path.join(directory.path, 'decisions.jsonl')
  const ports = aCorePorts(
    {
      ...(data === undefined ? {} : { data }),
      ...(secrets === undefined ? {} : { secrets }),
      sidecar: sidecar(createDecisionSidecar(file)),
      files: fileWriter,
      recordedBy: { user: 'admin', machine: 'workstation' },
    },
    tenant,
  )
  const base = aCoreBase(ports)
  const prodLock = createProdLock(base)
  const connections = fakeConnections({ ...createFakeD365().client, notes })
  return { gate: createGateService({ ...base, connections, prodLock }), data: ports.data, file, ports, prodLock }
}

const request = (over: Partial<DecisionRequest> = {}): DecisionRequest =>
  DecisionRequestSchema.parse({ tenantId: TENANT_ID, decision: 'NO-GO', reason: 'A rehearsal.', ...over })

async function decide(gate: GateService, over: Partial<DecisionRequest> = {}): Promise<number> {
  const answer = await gate.decide(request(over))
  if (!answer.ok) throw new Error(JSON.stringify(answer.failure))
  return answer.value.sequence
}
const verdict = async (gate: GateService): Promise<GateVerification['verdict']> => {
  const answer = await gate.verify()
  if (!answer.ok) throw new Error('verify never fails')
  return answer.value.verdict
}
const linesOf = (file: string): string[] => readFileSync(file, 'utf8').split('\n').filter(Boolean)

describe('a decision', () => {
  it('is one entry in database and sidecar, signed, and verified as ok', async () => {
    const { gate, data, file } = aGate()
    await decide(gate)
    await decide(gate, { reason: 'Still not.', approver: 'Deniz Kaya', knownLimitations: 'No D yet' })
    const [first, second] = data.decisions.list()
    expect(second?.body).toMatchObject({
      sequence: 2,
      previousHash: first?.hash,
      decision: 'NO-GO',
      approver: 'Deniz Kaya',
      recordedBy: { user: 'admin', machine: 'workstation' },
      knownLimitations: 'No D yet',
      tenant: { id: TENANT_ID, environment: 'DEV' },
    })
    expect(second?.body.blockers).toHaveLength(15)
    expect(second?.signature).not.toBeNull()
    expect(linesOf(file).map((line) => JSON.parse(line) as unknown)).toEqual(data.decisions.list())
    expect(await gate.verify()).toEqual({
      ok: true,
      value: { entries: 2, head: second?.hash, verdict: 'ok', brokenAt: null },
    })
  })

  it('takes any text, half a surrogate pair in reason and evidence included', async () => {
    const { gate, data } = aGate()
    const at = { startedAt: AT, finishedAt: AT }
    data.runs.save(aRun({ kind: 'check', status: 'passed', ...at, result: { note: 'lost \ud83d half' } }))
    await decide(gate, { reason: 'Why \ud83d\ude00 not \ud83d' })
    expect(data.decisions.list()[0]?.body.reason).toBe('Why \ud83d\ude00 not \ufffd')
    expect(await verdict(gate)).toBe('ok')
  })

  it('is unsigned where there is no keychain, and says so', async () => {
    const { gate, data } = aGate({ secrets: noKeychain })
    await decide(gate)
    expect(data.decisions.list()[0]).toMatchObject({ signature: null, publicKey: null })
    expect(await verdict(gate)).toBe('ok')
  })

  it('keeps the signing key in the keychain and in nothing it writes', async () => {
    const secrets = createMemorySecretStore()
    const { gate, ports, file } = aGate({ secrets })
    await decide(gate)
    const key = (await secrets.get('gate:signing-key')) ?? ''
    expect(ports.knownSecrets.isIn(key)).toBe(true)
    expect(readFileSync(file, 'utf8')).not.toContain(key)
  })

  it('notices the key of another machine', async () => {
    const { gate, data } = aGate()
    await decide(gate)
    const elsewhere = aGate({ data, secrets: createMemorySecretStore() })
    expect(await verdict(elsewhere.gate)).toBe('ok')
    await decide(elsewhere.gate)
    expect(await verdict(elsewhere.gate)).toBe('key_changed')
  })

  it('is refused as GO on an empty gate, and recorded with its override for ever', async () => {
    const { gate, data } = aGate()
    expect(await gate.decide(request({ decision: 'GO', approver: 'Deniz Kaya' }))).toMatchObject({
      failure: { kind: 'Refused', reason: 'go_not_allowed' },
    })
    expect(data.decisions.list()).toEqual([])
    await decide(gate, { decision: 'GO', approver: 'Deniz Kaya', override: 'The board decided' })
    expect(data.decisions.list()[0]?.body).toMatchObject({ decision: 'GO', override: 'The board decided' })
    expect(data.decisions.list()[0]?.body.blockers).toHaveLength(15)
  })

  it('keeps a waiver standing for the next look at the gate, with its reason in the log', async () => {
    const { gate, data } = aGate()
    await decide(gate, { waivers: { 'E1.4': 'Part D is optional' } })
    const status = await gate.status(TENANT_ID)
    expect(status.ok && status.value.lines.find(({ id }) => id === 'E1.4')?.status).toBe('waived')
    await decide(gate)
    expect(data.decisions.list()[1]?.body.waivers).toEqual({ 'E1.4': 'Part D is optional' })
    data.tenants.save(aTenant({ changedAt: '2026-03-01T12:00:01.000Z' }))
    const later = await gate.status(TENANT_ID)
    expect(later.ok && later.value.lines.find(({ id }) => id === 'E1.4')?.status).toBe('not_run')
  })

  it('gets a predecessor of its own when two are made at once', async () => {
    const { gate, data } = aGate()
    await Promise.all([decide(gate), decide(gate), decide(gate)])
    expect(data.decisions.list().map(({ body }) => body.sequence)).toEqual([1, 2, 3])
    expect(await verdict(gate)).toBe('ok')
  })
})

describe('a log whose two halves differ', () => {
  it('is truncated after a crash between the two writes, and whole after the next decision, which tells', async () => {
    const { gate, data, ports } = aGate()
    await decide(gate)
    const crash = new Error('the process ends here')
    const broken = {
      ...data,
      decisions: {
        ...data.decisions,
        append: () => {
          throw crash
        },
      },
    }
    const dying = aGate({ data: broken, secrets: ports.secrets })
    await expect(dying.gate.decide(request({ reason: 'Cut off' }))).rejects.toThrow(crash)

    expect(await verdict(gate)).toBe('truncated')
    await decide(gate, { reason: 'After the crash' })
    expect(data.decisions.list().map(({ body }) => body.reason)).toEqual([
      'A rehearsal.',
      'Cut off',
      'Database and checkpoint file differed. Replayed from the checkpoint file: entry 2.',
      'After the crash',
    ])
    expect(await verdict(gate)).toBe('ok')
  })

  it('gets its tail back from the sidecar after an old backup was put back', async () => {
    const { gate, ports, data } = aGate()
    await decide(gate, { reason: 'one' })
    const backup = openLocalData({ path: ':memory:' })
    for (const entry of data.decisions.list()) backup.decisions.append(entry)
    await decide(gate, { reason: 'two' })
    await decide(gate, { reason: 'three' })

    const restored = aGate({ data: backup, secrets: ports.secrets })
    expect(await verdict(restored.gate)).toBe('truncated')
    expect(await restored.gate.reconcileAfterRestore()).toMatchObject({ value: { entries: 4, verdict: 'ok' } })
    expect(backup.decisions.list().map(({ body }) => [body.type, body.reason])).toEqual([
      ['decision', 'one'],
      ['decision', 'two'],
      ['decision', 'three'],
      ['restored', 'A backup was put back. Replayed from the checkpoint file: entry 2, 3.'],
    ])
  })

  it('fills a new database from the sidecar and goes on with the old chain', async () => {
    const { gate, ports, data } = aGate()
    await decide(gate)
    const fresh = aGate({ data: openLocalData({ path: ':memory:' }), secrets: ports.secrets })
    await decide(fresh.gate)
    const chain = fresh.data.decisions.list()
    expect(new Set(chain.map(({ body }) => body.chainId))).toEqual(new Set([data.decisions.chainId()]))
    expect(chain.map(({ body }) => body.type)).toEqual(['decision', 'restored', 'decision'])
    expect(await verdict(fresh.gate)).toBe('ok')
  })

  it.each<[string, (lines: string[]) => string[]]>([
    ['removed', () => []],
    ['rolled back', (lines) => lines.slice(0, 1)],
    [
      'edited',
      ([first = '', second = '', ...rest]) => [first, second.replace('A rehearsal.', 'A rehearsal!'), ...rest],
    ],
    ['damaged', ([first = '', second = '', ...rest]) => [first, second.slice(0, 40), ...rest]],
  ])('is never called whole while the sidecar is %s, and the mending stays in the log', async (_what, change) => {
    const { gate, data, file } = aGate()
    for (let made = 0; made < 3; made += 1) await decide(gate)
    writeFileSync(
      file,
      change(linesOf(file))
        .map((line) => `${line}\n`)
        .join(''),
    )
    expect(await verdict(gate)).toBe('unanchored_tail')

    // A decision vouches for nothing but itself, and a GO waits until the log is whole.
    await decide(gate)
    expect(await verdict(gate)).toBe('unanchored_tail')
    expect(await gate.anchor()).toMatchObject({ value: { verdict: 'ok', entries: 5 } })
    expect(data.decisions.list()[4]?.body.type).toBe('restored')
    expect(data.decisions.list()[4]?.body.reason).toContain('Missing in the checkpoint file and written there again')
    expect(await gate.anchor()).toMatchObject({ value: { verdict: 'ok', entries: 5 } })
  })

  it.each<[string, DecisionRequest['decision'], Partial<DecisionRequest>]>([
    ['a refused GO', 'GO', { approver: 'Bob' }],
    ['a recorded NO-GO', 'NO-GO', {}],
  ])('with an entry put into the database without the key never becomes whole by %s', async (_what, decision, over) => {
    const { gate, data, file } = aGate({ tenant: { environment: 'PROD' } })
    await decide(gate)
    addForgedGo(data)
    const before = linesOf(file).length
    expect(await verdict(gate)).toBe('key_changed')
    const answer = await gate.decide(request({ ...over, decision }))
    expect(answer.ok).toBe(decision === 'NO-GO')
    expect(linesOf(file).length - before).toBe(decision === 'NO-GO' ? 1 : 0)
    await gate.anchor()
    await gate.reconcileAfterRestore()
    expect(await gate.verify()).toMatchObject({ value: { verdict: 'key_changed', brokenAt: 2 } })
    expect(readFileSync(file, 'utf8')).not.toContain('Forged')
    expect(await gate.status(TENANT_ID)).toMatchObject({ value: { production: { openedBy: null } } })
  })

  const OTHER_ID = '0b1f3a52-6f0c-4a49-9f0e-2a7d1c3b8e09'
  it('opens E2 by a GO this machine’s key signed, and by no forged one', async () => {
    const { gate, data } = aGate({ tenant: { environment: 'PROD' } })
    const go = { decision: 'GO', approver: 'Ann', override: 'A rehearsal.', releasesTenantId: TENANT_ID } as const
    expect(await gate.decide(request(go))).toMatchObject({ failure: { reason: 'go_not_allowed' } })
    data.tenants.save(aTenant({ id: OTHER_ID, name: 'Contoso TEST', environment: 'TEST' }))
    await decide(gate, { ...go, tenantId: OTHER_ID })
    const opened = { production: { openedBy: { sequence: 1 } } }
    expect(await gate.status(TENANT_ID)).toMatchObject({ value: opened })
    addForgedGo(data)
    expect(await gate.status(TENANT_ID)).toMatchObject({ value: opened })
  })

  function addForgedGo({ decisions }: Pick<LocalData, 'decisions'>) {
    const last = decisions.list().at(-1)!
    const body = { ...last.body, sequence: 2, previousHash: last.hash, decision: 'GO', reason: 'Forged' } as const
    const releases = { id: TENANT_ID, name: 'Contoso' }
    decisions.append(sealed({ ...body, releases }, null))
  }

  it('can be taken away and verified without the console, against a report’s code as well', async () => {
    const { gate, data } = aGate()
    for (let made = 0; made < 2; made += 1) await decide(gate)
    const target = makeTempDir()
    const written = await gate.exportTo(target.path)
    expect(written.ok && written.value.files.map((file) => path.basename(file))).toEqual([
      'decisions.jsonl',
      'checkpoint.jsonl',
      'public-key.txt',
      'verify.mjs',
      'README.md',
    ])
    const [first] = data.decisions.list()
    const code = shortCode({ sequence: 1, hash: first?.hash ?? '' })
    const judge = (given: string) =>
      JSON.parse(
        spawnSync(process.execPath, ['verify.mjs', '--code', given], { cwd: target.path, encoding: 'utf8' }).stdout,
      ) as unknown
    expect(judge(code)).toMatchObject({ entries: 2, verdict: 'ok' })
    expect(judge('1-0000-0000-0000')).toMatchObject({ verdict: 'forked', brokenAt: 1 })
    expect(await gate.verify(code)).toMatchObject({ ok: true, value: { verdict: 'ok' } })
    expect(await gate.verify('1-0000-0000-0000')).toMatchObject({ ok: true, value: { verdict: 'forked' } })
    expect(await gate.verify('nonsense')).toMatchObject({ ok: false, failure: { kind: 'InvalidInput' } })
    target.remove()
  })

  it('is left alone when it contradicts itself: no restore and no decision smooths it over', async () => {
    const { gate, data, ports } = aGate()
    for (let made = 0; made < 3; made += 1) await decide(gate)
    const forged = openLocalData({ path: ':memory:' })
    for (const entry of data.decisions.list()) {
      forged.decisions.append({ ...entry, body: { ...entry.body, reason: `${entry.body.reason} Or not.` } })
    }
    const tampered = aGate({ data: forged, secrets: ports.secrets })
    expect(await tampered.gate.reconcileAfterRestore()).toMatchObject({
      value: { entries: 3, verdict: 'altered', brokenAt: 1 },
    })
    await decide(tampered.gate)
    expect(await tampered.gate.verify()).toMatchObject({ value: { entries: 4, verdict: 'altered', brokenAt: 1 } })
  })
})

describe('a note in the tenant’s own Dataverse', () => {
  it('is kept on request alone, and the log is held against it', async () => {
    const { gate } = aGate()
    const first = await gate.decide(request())
    expect(first).toMatchObject({ ok: true, value: { sequence: 1 } })
    expect(first.ok && first.value.note).toBeUndefined()
    expect(await gate.verifyAgainstD365(TENANT_ID)).toMatchObject({ failure: { kind: 'NotFound', what: 'note' } })
    expect(await gate.decide(request({ noteInD365: true }))).toMatchObject({ value: { note: { failure: null } } })
    expect(await gate.verifyAgainstD365(TENANT_ID)).toMatchObject({ value: { verdict: 'ok', entries: 2, notes: 1 } })
  })

  it('catches who rewrote database, sidecar and signatures together', async () => {
    const notes = aNoteBook()
    const { gate, data } = aGate({ notes })
    await decide(gate)
    await decide(gate, { noteInD365: true })
    const bodies = data.decisions.list().map(({ body }) => body)
    const forged = restamped([{ ...bodies[0]!, reason: 'Another history.' }, bodies[1]!], aChainKey())
    const fresh = openLocalData({ path: ':memory:' })
    for (const entry of forged) fresh.decisions.append(entry)
    const after = aGate({
      data: fresh,
      notes,
      sidecar: () => ({
        append: () => undefined,
        read: () => ({ entries: forged, brokenLine: null, isMissing: false }),
      }),
    })
    expect(await verdict(after.gate)).toBe('ok')
    expect(await after.gate.verifyAgainstD365(TENANT_ID)).toMatchObject({ value: { verdict: 'forked', brokenAt: 2 } })
  })

  it('that somebody changed is no checkpoint, and is named', async () => {
    const notes = aNoteBook()
    const { gate } = aGate({
      notes: {
        ...notes,
        create: (id, note) => notes.create(id, { ...note, text: note.text.replace('SHA-256', 'MD5') }),
      },
    })
    await decide(gate, { noteInD365: true })
    expect(await gate.verifyAgainstD365(TENANT_ID)).toMatchObject({ failure: { kind: 'NotFound', what: 'note' } })
  })

  it.each([
    ['prod_locked', { environment: 'PROD' }],
    ['d365_disabled', { d365Enabled: false }],
  ] as const)('is refused with %s, and then nothing is recorded', async (reason, tenant) => {
    const { gate, data } = aGate({ tenant })
    expect(await gate.decide(request({ noteInD365: true }))).toMatchObject({ failure: { kind: 'Refused', reason } })
    expect(data.decisions.list()).toEqual([])
    expect(await decide(gate)).toBe(1)
  })

  it('that D365 did not confirm leaves the decision standing, and the receipt says so', async () => {
    const { gate, data } = aGate({ notes: aNoteBook(inTrouble) })
    const answer = await gate.decide(request({ noteInD365: true }))
    expect(answer).toMatchObject({ value: { sequence: 1, note: { failure: { kind: 'D365APIError' } } } })
    expect(data.decisions.list()).toHaveLength(1)
    expect(data.activity.list({ limit: 5 }).map(({ name, level }) => [name, level])).toContainEqual([
      'decision_noted',
      'warning',
    ])
  })
})
