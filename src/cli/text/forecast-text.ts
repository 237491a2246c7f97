import type { PushForecast } from '../../shared/model/forecast.ts'

/** What the push itself would come to, on what that rests, and whose the leads would be. */
export function forecastText({
  refused,
  requests,
  pauses,
  pacePerSecond,
  seconds,
  finishAt,
  limit,
  ownerName,
}: PushForecast): string {
  const basis =
    pacePerSecond === null
      ? `by the usual limit of ${limit.requests} requests in ${limit.windowSeconds} s alone`
      : `at ${pacePerSecond.toFixed(1)} leads a second, as in the last larger push`
  const isUnknown = pacePerSecond === null && seconds === 0
  const end = isUnknown ? 'end unknown' : `about ${seconds} s, finished about ${finishAt}`
  const owner =
    ownerName === null ? 'Owner: the application user, since the tenant names nobody' : `Owner: ${ownerName}`
  return [
    `Forecast: about ${counted(requests, 'request')}, ${counted(pauses, 'pause')}, ${end} (${basis})`,
    owner,
    ...(refused === null || refused === 0 ? [] : [`Refused before anything is sent: ${counted(refused, 'lead')}`]),
  ].join('\n')
}

const counted = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`
