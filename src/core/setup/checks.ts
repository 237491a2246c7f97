import { CHECK_A1_1 } from './check-a1-1.ts'
import { CHECK_A1_2 } from './check-a1-2.ts'
import { CHECK_A1_3 } from './check-a1-3.ts'
import { CHECK_A1_4 } from './check-a1-4.ts'
import { CHECK_A2_1 } from './check-a2-1.ts'
import { CHECK_A2_2 } from './check-a2-2.ts'
import { CHECK_A3_1 } from './check-a3-1.ts'
import { CHECK_A3 } from './check-a3.ts'
import { CHECK_A4 } from './check-a4.ts'
import { CHECK_B1 } from './check-b1.ts'
import { CHECK_B1F } from './check-b1f.ts'
import { CHECK_B2 } from './check-b2.ts'
import { CHECK_B3_1 } from './check-b3-1.ts'
import { CHECK_B3_2 } from './check-b3-2.ts'
import { CHECK_B4 } from './check-b4.ts'
import type { Check } from './check-context.ts'
import { CHECKS_P } from './check-prerequisites.ts'

/** Every row of the runbook's parts A and B, in its order; derived rows come after those they rest on. */
export const CHECKS: readonly Check[] = [
  ...CHECKS_P,
  CHECK_A1_1,
  CHECK_A1_2,
  CHECK_A1_3,
  CHECK_A1_4,
  CHECK_A2_1,
  CHECK_A2_2,
  CHECK_A3,
  CHECK_A3_1,
  CHECK_A4,
  CHECK_B1,
  CHECK_B1F,
  CHECK_B2,
  CHECK_B3_1,
  CHECK_B3_2,
  CHECK_B4,
]
