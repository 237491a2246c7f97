type Steps = readonly (readonly [atLeast: number, priority: number])[]

const BY_SEGMENT = new Map<string, { readonly steps: Steps; readonly otherwise: number }>(
  Object.entries({
    migration: {
      steps: [
        [80, 1],
        [70, 2],
        [60, 3],
      ],
      otherwise: 4,
    },
    existing: {
      steps: [
        [70, 3],
        [50, 4],
        [30, 5],
      ],
      otherwise: 6,
    },
    cold: {
      steps: [
        [40, 5],
        [20, 6],
      ],
      otherwise: 7,
    },
  }),
)

const LOWEST = 7

/** Hunter's priority, 1 (best) to 7, from segment and readiness score (0–100). Source: Hunter's priority table. */
export function priorityScore(segment: string | null, readinessScore: number | null): number {
  const rule = BY_SEGMENT.get(segment?.toLowerCase() ?? '')
  if (rule === undefined || readinessScore === null) return LOWEST
  return rule.steps.find(([atLeast]) => readinessScore >= atLeast)?.[1] ?? rule.otherwise
}
