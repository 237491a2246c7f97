import type { BenchContext } from './bench-context.ts'
import { medianInterval, spreadOf, type Spread } from './statistics.ts'

export interface Target {
  readonly atLeast?: number
  readonly atMost?: number
}

export interface Side {
  readonly name: string
  /** Measures once and gives the figure in the comparison's unit. */
  readonly measure: () => Promise<number> | number
}

export interface ComparisonRequest {
  readonly name: string
  readonly unit: string
  readonly ours: Side
  /** A peer, or the floor that physics and the platform set. */
  readonly peer: Side
  /** Pairs to measure unless the command line says otherwise; a pair before them warms up and is thrown away. */
  readonly rounds: number
  /** Bound on the median of ours ÷ peer. */
  readonly target?: Target
}

type Described = Pick<ComparisonRequest, 'name' | 'unit' | 'target'> & {
  readonly ours: Pick<Side, 'name'>
  readonly peer: Pick<Side, 'name'>
}

export type Verdict = 'met' | 'unclear' | 'missed' | 'informs'

/** Two sides measured in turns. The ratio is taken pair by pair, so that a slow minute of the machine falls on both. */
export interface Comparison {
  readonly name: string
  readonly unit: string
  readonly ours: { readonly name: string } & Spread
  readonly peer: { readonly name: string } & Spread
  readonly ratio: Spread & { readonly low: number; readonly high: number }
  readonly target: Target | null
  /** `missed` only when the 90 % interval of the median lies wholly past the target. */
  readonly verdict: Verdict
  /** Raw figures: ours, peer. */
  readonly pairs: readonly (readonly [number, number])[]
}

/** Measures A, B, B, A, A, B … and judges the median ratio. */
export async function compare(context: BenchContext, request: ComparisonRequest): Promise<Comparison> {
  const { name, ours, peer } = request
  const rounds = context.rounds(request.rounds)
  const pairs: [number, number][] = []
  for (let round = -1; round < rounds; round += 1) {
    const pair = await measurePair(ours, peer, round % 2 === 0)
    if (round >= 0) pairs.push(pair)
    context.note(`${name}: ${round < 0 ? 'warm-up' : `pair ${round + 1} of ${rounds}`}`)
  }
  return comparisonOf(context, request, pairs)
}

/** The same for pairs that were measured otherwise, such as several comparisons beside each other. */
export function comparisonOf(
  context: Pick<BenchContext, 'seed'>,
  { name, unit, ours, peer, target }: Described,
  pairs: readonly (readonly [number, number])[],
): Comparison {
  const ratios = pairs.map(([own, other]) => own / other)
  const ratio = { ...spreadOf(ratios), ...medianInterval(ratios, context.seed) }
  return {
    name,
    unit,
    ours: { name: ours.name, ...spreadOf(pairs.map(([own]) => own)) },
    peer: { name: peer.name, ...spreadOf(pairs.map(([, other]) => other)) },
    ratio,
    target: target ?? null,
    verdict: judge(ratio, target),
    pairs,
  }
}

async function measurePair(ours: Side, peer: Side, oursFirst: boolean): Promise<[number, number]> {
  if (oursFirst) {
    const own = await ours.measure()
    return [own, await peer.measure()]
  }
  const other = await peer.measure()
  return [await ours.measure(), other]
}

export function judge(
  { median, low, high }: { readonly median: number; readonly low: number; readonly high: number },
  { atLeast = -Infinity, atMost = Infinity }: Target = { atLeast: Number.NaN },
): Verdict {
  if (Number.isNaN(atLeast)) return 'informs'
  if (high < atLeast || low > atMost) return 'missed'
  return median >= atLeast && median <= atMost ? 'met' : 'unclear'
}
