import type { Handlers } from '../handlers.ts'
import type { HandlerContext } from './handler-context.ts'

type Calls = Extract<keyof Handlers, `backups:${string}`>

export const backupHandlers = ({ host }: HandlerContext): Pick<Handlers, Calls> => ({
  'backups:list': () => host.backups.list(),
  'backups:make': () => host.backups.make(),
  'backups:restore': ({ name }) => host.backups.restore(name),
})
