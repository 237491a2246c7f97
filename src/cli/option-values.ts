import { InvalidArgumentError, Option } from 'commander'

/** An option with a closed set of values. */
export const choice = (flags: string, description: string, values: readonly string[]): Option =>
  new Option(flags, description).choices(values)

/** An option that is a whole number within bounds, both included. */
export function wholeNumber(
  flags: string,
  description: string,
  { from, to }: { readonly from: number; readonly to: number },
): Option {
  return new Option(flags, description).argParser((text: string) => {
    const value = /^\d{1,15}$/.test(text) ? Number(text) : NaN
    if (value >= from && value <= to) return value
    throw new InvalidArgumentError(`A whole number from ${from} to ${to} is needed.`)
  })
}

/** An option that may be given several times, each value also a comma-separated list. */
export const severalValues = (flags: string, description: string): Option =>
  new Option(flags, description).argParser((text: string, before: readonly string[] | undefined) => [
    ...(before ?? []),
    ...text
      .split(',')
      .map((one) => one.trim())
      .filter((one) => one !== ''),
  ])
