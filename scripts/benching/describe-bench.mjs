// A bench's result for people: three lines per comparison, one per figure.
import { isPastTarget } from './run-bench.mjs'

/** @param {number} value three significant digits, no exponents */
const number = (value) => (Math.abs(value) >= 100 ? value.toFixed(0) : Number(value.toPrecision(3)).toString())

/** @param {{ min: number, median: number, max: number }} spread */
const spread = ({ min, median, max }) => `${number(median)} (${number(min)} … ${number(max)})`

/** @param {{ atLeast?: number, atMost?: number } | null | undefined} target */
const bound = (target) => {
  const parts = []
  if (target?.atLeast !== undefined) parts.push(`, target ≥ ${target.atLeast}`)
  if (target?.atMost !== undefined) parts.push(`, target ≤ ${target.atMost}`)
  return parts.join('')
}

/** @param {import('../../tests/support/bench/compare.ts').Comparison} comparison */
const describeComparison = ({ name, unit, ours, peer, ratio, target, verdict, pairs }) => [
  `  ${name}: ratio ${spread(ratio)}, 90 % of its median ${number(ratio.low)} … ${number(ratio.high)}${bound(target)}: ${verdict}`,
  `    ${ours.name}: ${spread(ours)} ${unit}`,
  `    ${peer.name}: ${spread(peer)} ${unit}`,
  `    median (min … max) of ${pairs.length} pairs`,
]

/** @param {import('../../tests/support/bench/bench.ts').Figure} figure */
const describeFigure = (figure) => {
  const verdict = figure.target ? (isPastTarget(figure) ? ': missed' : ': met') : ''
  return `  ${figure.name}: ${number(figure.value)} ${figure.unit}${bound(figure.target)}${verdict}`
}

/** @param {import('./run-bench.mjs').FinishedBench} bench */
export const describeBench = ({ title, seed, comparisons, figures, error }) =>
  [
    `${title} (seed ${seed})`,
    ...comparisons.flatMap(describeComparison),
    ...figures.map(describeFigure),
    ...(error ? [`  ${error}`] : []),
  ].join('\n')
