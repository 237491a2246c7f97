import { aboutProcess } from '../../../compose/about-process.ts'
import { ok } from '../../../shared/lib/result.ts'
import type { Handlers } from '../handlers.ts'
import type { HandlerContext } from './handler-context.ts'

type Calls = Extract<keyof Handlers, `app:${string}`>

export const appHandlers = ({ host, desktop, shell }: HandlerContext): Pick<Handlers, Calls> => ({
  'app:info': async () => {
    const info = await host.info()
    const { electron, isStandInRuntime, locale } = shell
    return ok({ ...info, electron, isStandInRuntime, locale: locale() })
  },
  'app:bundle': async () => {
    const path = await desktop.chooseExportFile('hunter-d365-support', 'zip')
    if (path === null) return ok(null)
    const { electron, isStandInRuntime } = shell
    return host.core.support.bundle(path, { ...aboutProcess(await host.info()), electron, isStandInRuntime })
  },
  'app:open-data-folder': async () => {
    const { dataDirectory } = await host.info()
    await desktop.openFolder(dataDirectory)
    return ok({})
  },
})
