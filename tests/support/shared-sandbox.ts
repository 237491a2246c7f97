import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SandboxControl } from '../../src/sandbox/faults/sandbox-control.ts'
import type { SandboxInfo } from '../../src/sandbox/sandbox-types.ts'
import { startSandbox } from '../../src/sandbox/start-sandbox.ts'
import { makeTempDir } from './temp-dir.ts'

export interface SharedSandbox extends AsyncDisposable {
  readonly control: SandboxControl
  readonly info: SandboxInfo
  /** For the environment of whatever shall attach to it. */
  readonly env: { readonly HUNTER_CONSOLE_SANDBOX: string }
}

/** A sandbox that outlives the console under test; `told` changes what the console is told of it. */
export async function startSharedSandbox(told: Partial<SandboxInfo> = {}): Promise<SharedSandbox> {
  const folder = makeTempDir('hunter-shared-sandbox-')
  const sandbox = await startSandbox({ storeDir: join(folder.path, 'store'), control: true })
  const { control } = sandbox
  if (control === null) throw new Error('The sandbox came without its control functions.')
  const file = join(folder.path, 'sandbox.json')
  writeFileSync(file, JSON.stringify({ ...sandbox.info, ...told }))
  return {
    control,
    info: sandbox.info,
    env: { HUNTER_CONSOLE_SANDBOX: file },
    [Symbol.asyncDispose]: async () => {
      await sandbox.close()
      folder.remove()
    },
  }
}
