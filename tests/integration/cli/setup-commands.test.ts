import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dataverseOf } from '../../support/raw-dataverse.ts'
import { runCommandLine } from '../../support/run-command-line.ts'
import { startSharedSandbox, type SharedSandbox } from '../../support/shared-sandbox.ts'
import { makeTempDir, type TempDir } from '../../support/temp-dir.ts'

let sandbox: SharedSandbox
let folder: TempDir
beforeAll(async () => {
  sandbox = await startSharedSandbox()
  folder = makeTempDir()
})
afterAll(async () => {
  await sandbox[Symbol.asyncDispose]()
  folder.remove()
})

const cli = (...args: readonly string[]) =>
  runCommandLine([...args, '--json'], { dataDir: folder.path, env: sandbox.env })
const onSandbox = (...args: readonly string[]) => cli(...args, '--tenant', 'sandbox')

describe('the setup commands', () => {
  it('run one row, and refuse one that does not exist', async () => {
    const one = await onSandbox('check', '--row', 'A2.2')
    expect([one.code, one.json()]).toMatchObject([0, { rows: [{ id: 'A2.2', status: 'passed' }], ok: true }])
    expect(await onSandbox('check', '--row', 'Z9')).toMatchObject({ code: 2 })
  })

  it('show missing columns with exit code 1, create them, and then pass', async () => {
    await (await dataverseOf(sandbox.info)).deleteColumn('hnt_finalscore')
    const row = await onSandbox('check', '--row', 'A3')
    expect([row.code, row.json()]).toMatchObject([1, { rows: [{ id: 'A3', status: 'failed' }], ok: false }])
    const plan = await onSandbox('check', 'columns')
    expect([plan.code, plan.json()]).toMatchObject([1, { columns: [{ name: 'hnt_finalscore' }] }])
    const created = await onSandbox('check', 'columns', '--create')
    expect([created.code, created.json()]).toMatchObject([0, { created: ['hnt_finalscore'], failed: [] }])
    expect(await onSandbox('check', 'columns')).toMatchObject({ code: 0 })
  })

  it('keep where Hunter is asked, and refuse plain http beyond this machine', async () => {
    const set = await onSandbox('check', 'hunter-url', 'http://127.0.0.1:8000/')
    expect(set.json()).toEqual({ url: 'http://127.0.0.1:8000', isDefault: false })
    expect(await onSandbox('check', 'hunter-url', 'http://hunter.example.com')).toMatchObject({ code: 2 })
    expect((await onSandbox('check', 'hunter-url')).json()).toEqual({ url: 'http://127.0.0.1:8000', isDefault: false })
  })

  it('compare two tenants only', async () => {
    expect(await cli('drift', 'sandbox', 'sandbox')).toMatchObject({ code: 2 })
    expect(await cli('drift', 'sandbox', 'nobody')).toMatchObject({ code: 2 })
  })
})
