import { brokenNetwork } from './broken-network.ts'
import { concurrencyLimit, requestLimit } from './real-limits.ts'
import { revokedSecret, tokenExpiry } from './credentials.ts'
import { frozenProcess, randomKills } from './killed-process.ts'
import { foreignRows } from './foreign-rows.ts'
import { heldDatabase } from './held-database.ts'
import { killedAtEachStep } from './killed-at-each-step.ts'
import { killedAtNamedSteps } from './killed-at-named-steps.ts'
import { wrongCertificate } from './wrong-certificate.ts'
import { lostAnswers } from './lost-answers.ts'
import { lostRows } from './lost-rows.ts'
import { lostUpdates } from './lost-updates.ts'
import { pausedRun } from './paused-run.ts'
import { manyLeads } from './many-leads.ts'
import { manyProcesses } from './many-processes.ts'
import { oddAnswers } from './odd-answers.ts'
import { refusedRows } from './refused-rows.ts'
import { silentServer } from './silent-server.ts'
import { throttlingStorm } from './throttling-storm.ts'
import type { Sighting, Trial } from './trial.ts'
import { twoOperators } from './two-operators.ts'
import { wrongClock } from './wrong-clock.ts'

/** A trial with its counts chosen. */
export interface ReadyTrial {
  readonly fault: string
  readonly claim: string
  readonly run: (seed: number) => Promise<Sighting>
}

type Scale = 'inSuite' | 'inSoak'

const ready = <Counts extends Readonly<Record<string, number>>>(trial: Trial<Counts>) => ({
  fault: trial.fault,
  claim: trial.claim,
  at:
    (scale: Scale): ReadyTrial['run'] =>
    (seed) =>
      trial.run(trial[scale], seed),
})

const TRIALS = [
  ready(randomKills),
  ready(killedAtNamedSteps),
  ready(killedAtEachStep),
  ready(lostAnswers),
  ready(lostUpdates),
  ready(oddAnswers),
  ready(silentServer),
  ready(throttlingStorm),
  ready(pausedRun),
  ready(requestLimit),
  ready(concurrencyLimit),
  ready(tokenExpiry),
  ready(revokedSecret),
  ready(refusedRows),
  ready(foreignRows),
  ready(heldDatabase),
  ready(wrongClock),
  ready(frozenProcess),
  ready(manyProcesses),
  ready(brokenNetwork),
  ready(wrongCertificate),
  ready(manyLeads),
  ready(lostRows),
  ready(twoOperators),
]

/** Every trial, at the size of the suite or of the soak. */
export const trialsAt = (scale: Scale): readonly ReadyTrial[] =>
  TRIALS.map(({ fault, claim, at }) => ({ fault, claim, run: at(scale) }))
