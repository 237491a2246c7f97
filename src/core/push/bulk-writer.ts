import { setImmediate as turnOfTheLoop } from 'node:timers/promises'
import { fail, ok, type Result } from '../../shared/lib/result.ts'
import type { D365Failure } from '../../shared/model/failure.ts'
import type { BulkMode } from '../../shared/model/push.ts'
import type { LeadWrite } from '../d365/d365-client.ts'
import { isOfEveryRow, isUnsupported } from './bulk-answer.ts'
import type { BulkWay } from './bulk-way.ts'
import { createGrouping, type Group, type Rider } from './grouping.ts'
import { judgeAnswer } from './judge-answer.ts'
import type { LeadCarrier, Sent } from './lead-carrier.ts'

interface Writing {
  readonly write: LeadWrite
  /** Writes the attempt down. */
  readonly before: () => void
}
type Writer = Rider<Writing, Sent | null>

export interface BulkWriterInput {
  readonly way: BulkWay
  /** How creates travel; found out once per run. */
  readonly mode: { readonly current: () => Promise<BulkMode>; readonly fallBack: (from: BulkMode) => void }
  /** Told how each request of many rows went, so that the next may be larger or smaller. */
  readonly onAnswer: (failure: D365Failure | null) => void
}

/** Beyond this share of bad rows a group is not divided further: each row is sent for itself. */
const MOST_BAD = 0.1

/** What is known of the group that is being divided. */
interface Tally {
  bad: number
  readonly mostBad: number
}

const isBeyondDividing = ({ bad, mostBad }: Tally): boolean => bad > mostBad

/**
 * Creates and updates of many leads together. Creates go by CreateMultiple, which takes all rows or none: a group that is refused is halved until
 * the bad rows stand alone; rows that exist already are told so, and the rest is sent again under the same ids. Updates, and creates where the
 * message is not to be had, go as conditional writes in one `$batch`, each with an answer of its own. What an answer means is judged per lead, by the
 * same judges as for one lead alone.
 * Source: docs/adr/0003-deterministic-id-and-conditional-create.md; Microsoft Learn, "Use bulk operation messages".
 */
export function createBulkWriter(input: BulkWriterInput) {
  const { way } = input
  const joinCreates = createGrouping<Writing, Sent | null>(way, (group) => carryCreates(input, group))
  const joinUpdates = createGrouping<Writing, Sent | null>(way, (group) =>
    sendFirst(input, group, (writers) => inOneBatch(input, writers)),
  )
  return (write: LeadWrite, before: () => void): ReturnType<LeadCarrier['send']> =>
    (write.operation === 'create' ? joinCreates : joinUpdates)({ write, before })
}

type Answers = Result<readonly Sent[], D365Failure>

async function carryCreates(input: BulkWriterInput, group: Group<Writing, Sent | null>): Promise<void> {
  const mode = await input.mode.current()
  await sendFirst(input, group, (writers) => tryTogether(input, writers, mode))
}

/** The first request of a group: the attempts of all its leads are on disk before a byte leaves. */
async function sendFirst(
  input: BulkWriterInput,
  group: Group<Writing, Sent | null>,
  send: (writers: readonly Writer[]) => Promise<Answers>,
): Promise<void> {
  const answer = await input.way.calls.send(
    () => {
      for (const { item } of group.close()) item.before()
    },
    () => send(group.close()),
  )
  const writers = group.close()
  await conclude(input, writers, answer, { bad: 0, mostBad: Math.max(1, Math.floor(writers.length * MOST_BAD)) })
}

/** The same rows again, or some of them: nothing of them arrived, D365 said so, so their attempts are still the ones under way. */
async function sendAgain(
  input: BulkWriterInput,
  writers: readonly Writer[],
  tally: Tally,
  mode: BulkMode,
): Promise<boolean> {
  const before = tally.bad
  const answer = await input.way.calls.send(
    () => undefined,
    () => tryTogether(input, writers, mode),
  )
  await conclude(input, writers, answer, tally)
  return tally.bad === before
}

async function conclude(
  input: BulkWriterInput,
  writers: readonly Writer[],
  answer: Answers | null,
  tally: Tally,
): Promise<void> {
  if (answer === null) {
    for (const { settle } of writers) settle(null)
    return
  }
  if (writers.length > 1) input.onAnswer(answer.ok ? null : answer.failure)
  if (!answer.ok) return divide(input, writers, answer.failure, tally)
  // The place that the answer gave back is taken before its leads go on: a hundred of them would delay the next write.
  await turnOfTheLoop()
  writers.forEach(({ settle }, at) => {
    const sent = answer.value[at]
    if (sent === undefined) return
    if (!sent.ok && judgeAnswer(sent.failure) === 'refused') tally.bad += 1
    settle(sent)
  })
}

/** What to do with rows that were refused as one. */
async function divide(
  input: BulkWriterInput,
  writers: readonly Writer[],
  failure: D365Failure,
  tally: Tally,
): Promise<void> {
  const mode = await input.mode.current()
  if (isUnsupported(failure) && mode !== 'single') {
    input.mode.fallBack(mode)
    await sendAgain(input, writers, tally, await input.mode.current())
    return
  }
  if (isOfEveryRow(failure) || writers.length === 1) {
    if (judgeAnswer(failure) === 'refused') tally.bad += writers.length
    for (const { settle } of writers) settle(fail(failure))
    return
  }
  const rest = judgeAnswer(failure) === 'already-there' ? await tellWhoIsThere(input, writers, failure) : writers
  if (rest.length === 0) return
  if (rest.length < writers.length) await sendAgain(input, rest, tally, mode)
  else await halve(input, writers, failure, tally)
}

async function halve(
  input: BulkWriterInput,
  writers: readonly Writer[],
  failure: D365Failure,
  tally: Tally,
): Promise<void> {
  if (isBeyondDividing(tally)) {
    await sendAgain(input, writers, tally, 'batch')
    return
  }
  const mode = await input.mode.current()
  const middle = Math.ceil(writers.length / 2)
  const [first, second] = [writers.slice(0, middle), writers.slice(middle)]
  const isFirstGood = await sendAgain(input, first, tally, mode)
  // The first half went in, so what was refused lies in the second: it need not be sent whole to learn that.
  if (isFirstGood && second.length > 1) await halve(input, second, failure, tally)
  else await sendAgain(input, second, tally, isBeyondDividing(tally) ? 'batch' : mode)
}

/** Tells the leads whose id exists; answers the others. */
async function tellWhoIsThere(
  { way }: BulkWriterInput,
  writers: readonly Writer[],
  failure: D365Failure,
): Promise<readonly Writer[]> {
  const values = writers.map(({ item }) => item.write.leadId)
  const asked = await way.calls.ask(
    () => way.d365().searchLeads([{ column: 'leadid', values }], ['subject'], way.context),
    true,
  )
  if (!asked.ok) return writers
  const there = new Set(asked.value.leads.map(({ leadId }) => leadId))
  return writers.filter(({ item, settle }) => {
    const isThere = there.has(item.write.leadId.toLowerCase())
    if (isThere) settle(fail(failure))
    return !isThere
  })
}

function tryTogether(input: BulkWriterInput, writers: readonly Writer[], mode: BulkMode): Promise<Answers> {
  const [only, ...others] = writers
  if (only !== undefined && others.length === 0) return alone(input, only)
  if (mode === 'create-multiple') return asOne(input, writers)
  return mode === 'batch' ? inOneBatch(input, writers) : oneByOne(input, writers)
}

async function alone({ way }: BulkWriterInput, { item }: Writer): Promise<Answers> {
  const { operation, leadId, body } = item.write
  const d365 = way.d365()
  const answer = await (operation === 'create' ? d365.createLead : d365.updateLead)(leadId, body, way.context)
  return answer.ok ? ok([answer]) : answer
}

async function asOne({ way }: BulkWriterInput, writers: readonly Writer[]): Promise<Answers> {
  const answer = await way.d365().createLeads(
    writers.map(({ item }) => item.write),
    way.context,
  )
  return answer.ok ? ok(writers.map(() => answer)) : answer
}

async function inOneBatch({ way }: BulkWriterInput, writers: readonly Writer[]): Promise<Answers> {
  const answer = await way.d365().writeLeads(
    writers.map(({ item }) => item.write),
    way.context,
  )
  return answer.ok ? ok(answer.value.answers) : answer
}

async function oneByOne(input: BulkWriterInput, writers: readonly Writer[]): Promise<Answers> {
  const answers: Sent[] = []
  for (const writer of writers) {
    const answer = await alone(input, writer)
    // Of what was throttled nothing was sent, and the rest would be throttled as well.
    if (!answer.ok && answer.failure.kind === 'D365RateLimitError')
      return ok(writers.map((_, at) => answers[at] ?? answer))
    const only = answer.ok ? answer.value[0] : answer
    if (only !== undefined) answers.push(only)
  }
  return ok(answers)
}
