import type { Page } from '@playwright/test'

/** Asks the core past the window: what is shown is meant, not how it came about. */
export const ask = (page: Page, call: string, input: unknown): Promise<unknown> =>
  page.evaluate(
    async ([name, given]) => {
      type Answer = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly failure: unknown }
      const { hunterConsole } = window as unknown as {
        readonly hunterConsole: { readonly call: (name: string, input: unknown) => Promise<Answer> }
      }
      const answer = await hunterConsole.call(name, given)
      if (!answer.ok) throw new Error(JSON.stringify(answer.failure))
      return answer.value
    },
    [call, input] as const,
  )
