import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { memorySwitches } from '../../../scripts/setup/run-cli.mjs'
import type { SandboxInfo } from '../../../src/sandbox/sandbox-types.ts'
import { startChildServer } from '../bench/child-server.ts'
import { makeTempDir } from '../temp-dir.ts'
import { Notes, type Trial } from './trial.ts'

const CHILD = join(import.meta.dirname, 'push-memory-child.ts')
const SANDBOX = join(import.meta.dirname, '../../../src/sandbox/sandbox-process.ts')
const HEAP_MB = 256
const MOST_ABOVE_IDLE_MB = 150

/** F26: more leads than memory. */
export const manyLeads: Trial<{ readonly leads: number }> = {
  fault: 'F26',
  claim: `leads without end under a heap of ${HEAP_MB} MB: at most ${MOST_ABOVE_IDLE_MB} MB more than idle`,
  inSuite: { leads: 10_000 },
  inSoak: { leads: 1_000_000 },
  run: async ({ leads }) => {
    const notes = new Notes()
    using folder = makeTempDir('hunter-weather-')
    await using sandbox = await startChildServer<SandboxInfo>([
      SANDBOX,
      '--json',
      '--no-limits',
      '--store',
      folder.path,
    ])
    const args = [
      ...memorySwitches,
      `--max-old-space-size=${HEAP_MB}`,
      CHILD,
      JSON.stringify(sandbox.info),
      String(leads),
    ]
    const { stdout } = await promisify(execFile)(process.execPath, args)
    const { idleMb, peakMb, outcomes } = JSON.parse(stdout) as Seen
    notes.count('MB idle', idleMb)
    notes.count('MB at most', peakMb)
    notes.expectSame('created', outcomes.created, leads)
    notes.expect(peakMb - idleMb <= MOST_ABOVE_IDLE_MB, `${peakMb} MB at most, ${idleMb} MB idle`)
    return notes.sighting()
  },
}

interface Seen {
  readonly idleMb: number
  readonly peakMb: number
  readonly outcomes: { readonly created: number }
}
