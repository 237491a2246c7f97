import type { ElectronApplication } from '@playwright/test'

/** No name can be looked up any more, as on a machine without a network; loopback addresses need no look-up and go on. */
export async function cutNetwork(app: ElectronApplication): Promise<void> {
  await app.evaluate(() => {
    const dns = process.getBuiltinModule('node:dns')
    const failing = (name: string, _options: unknown, answer: (error: Error) => void): void => {
      const error = Object.assign(new Error(`getaddrinfo ENOTFOUND ${name}`), { code: 'ENOTFOUND', hostname: name })
      process.nextTick(() => answer(error))
    }
    Object.assign(dns, { lookup: failing })
  })
}
