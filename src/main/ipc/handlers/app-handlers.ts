import { ok } from '../../../shared/lib/result.ts'
import type { Handlers } from '../handlers.ts'
import type { HandlerContext } from './handler-context.ts'

type Calls = 'app:info' | 'app:open-data-folder'

export const appHandlers = ({ host, desktop, shell }: HandlerContext): Pick<Handlers, Calls> => ({
  'app:info': async () => {
    const info = await host.info()
    const { electron, isStandInRuntime, locale } = shell
    return ok({ ...info, electron, isStandInRuntime, locale: locale() })
  },
  'app:open-data-folder': async () => {
    const { dataDirectory } = await host.info()
    await desktop.openFolder(dataDirectory)
    return ok({})
  },
})
