import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dataverseOf } from '../../support/raw-dataverse.ts'
import { runCommandLine } from '../../support/run-command-line.ts'
import { startSharedSandbox, type SharedSandbox } from '../../support/shared-sandbox.ts'
import { makeTempDir, type TempDir } from '../../support/temp-dir.ts'

const THEIRS = '11111111-1111-4111-8111-111111111111'
const MINE = '22222222-2222-4222-8222-222222222222'

let sandbox: SharedSandbox
let folder: TempDir
beforeAll(async () => {
  sandbox = await startSharedSandbox()
  folder = makeTempDir()
  const dataverse = await dataverseOf(sandbox.info)
  await dataverse.createLead(THEIRS, { subject: 'A call', companyname: 'Else', websiteurl: 'https://else.example' })
  await dataverse.createLead(MINE, { subject: 'A call', companyname: 'Mine', websiteurl: 'https://mine.example' })
  const file = join(folder.path, 'leads.csv')
  writeFileSync(file, 'domain,company_name\nelse.example,Ours\nmine.example,Mine\n')
  expect(await cli('leads', 'import', file)).toMatchObject({ code: 0 })
  const pushed = await onSandbox('push', '--all')
  expect([pushed.code, pushed.json()]).toMatchObject([1, { outcomes: { conflict: 2 } }])
}, 60_000)
afterAll(async () => {
  await sandbox[Symbol.asyncDispose]()
  folder.remove()
})

const cli = (...args: readonly string[]) =>
  runCommandLine([...args, '--json'], { dataDir: folder.path, env: sandbox.env })
const text = (...args: readonly string[]) =>
  runCommandLine([...args, '--tenant', 'sandbox'], { dataDir: folder.path, env: sandbox.env })
const onSandbox = (...args: readonly string[]) => cli(...args, '--tenant', 'sandbox')

describe('Hunter, which pushes on its own', () => {
  it('does not know of a lead pushed from here: push and gate say so until it was told', async () => {
    const gate = () => text('gate', 'status')
    const file = join(folder.path, 'told.csv')
    writeFileSync(file, 'domain\ntold.example\n')
    await cli('leads', 'import', file)
    const untold = /Hunter does not know of 1 lead pushed from here/
    expect((await text('push', '--domain', 'told.example')).stdout).toMatch(untold)
    expect((await gate()).stdout).toMatch(untold)
    expect((await onSandbox('gate', 'status')).json()).toMatchObject({ writeBack: { pushed: 1, exported: 0 } })
    await onSandbox('leads', 'export', join(folder.path, 'hunter.sql'), '--for', 'hunter')
    expect((await gate()).stdout).not.toMatch(/Hunter does not know/)
  })
})

describe('a lead in conflict, from the command line', () => {
  it('shows the records, what a push would send, and its history', async () => {
    const shown = await onSandbox('leads', 'show', 'www.Else.example')
    expect([shown.code, shown.json()]).toMatchObject([
      0,
      {
        badge: 'conflict',
        sync: { candidates: [{ d365LeadId: THEIRS, companyName: 'Else', matchedBy: 'website' }] },
        payload: { subject: 'Hunter: else.example', companyname: 'Ours' },
        faults: [],
      },
    ])
    const { stdout } = await text('leads', 'show', 'else.example')
    expect(stdout).toContain(THEIRS)
    expect(stdout).toContain('d365_push_started')
  })

  it('is created once none of the records is said to be it, and there is nothing to decline twice', async () => {
    expect(await onSandbox('leads', 'decline', 'else.example')).toMatchObject({ code: 0 })
    const again = await onSandbox('leads', 'decline', 'else.example')
    expect([again.code, again.stdout]).toEqual([2, expect.stringContaining('not in conflict')])
    const pushed = await onSandbox('push', '--domain', 'else.example')
    expect([pushed.code, pushed.json()]).toMatchObject([0, { outcomes: { created: 1 } }])
  })

  it('takes the record that is chosen, and refuses one that is not there', async () => {
    expect((await onSandbox('leads', 'adopt', 'mine.example', 'none')).code).not.toBe(0)
    const adopted = await onSandbox('leads', 'adopt', 'mine.example', MINE)
    expect([adopted.code, adopted.json()]).toMatchObject([0, { outcome: 'adopted', d365_lead_id: MINE }])
  })
})
