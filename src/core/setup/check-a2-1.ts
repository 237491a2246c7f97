import { adviseFailure } from '../../shared/advice/advise-failure.ts'
import type { Exchange } from '../../shared/model/exchange.ts'
import type { Failure } from '../../shared/model/failure.ts'
import type { SystemUser, TenantConnection } from '../d365/d365-client.ts'
import { failed, passed, warned, type Check, type CheckContext, type Finding } from './check-context.ts'

const HOW_TO_ADD =
  'Power Platform admin centre, the environment, Settings, Users + permissions, Application users: add the app registration.'

/**
 * A2.1: the application user exists, is enabled, and is who the token acts as.
 * Source: Microsoft Learn, "Manage application users in the Power Platform admin center"; "systemuser table reference".
 */
export const CHECK_A2_1: Check = {
  id: 'A2.1',
  title: 'Application user',
  proves: 'The organisation knows the client as an enabled application user, and calls run as that user.',
  needs: ['A1.1'],
  run: async (context) => {
    if (!context.connection.ok) return ofFailure(context.connection.failure, [])
    return judgeUser(context, context.connection.value)
  },
}

async function judgeUser(context: CheckContext, { d365, tenant }: TenantConnection): Promise<Finding> {
  const exchanges: Exchange[] = []
  const call = { signal: context.signal, onExchange: (exchange: Exchange) => void exchanges.push(exchange) }
  const who = await d365.whoAmI(call)
  const found = who.ok ? await d365.findApplicationUsers(tenant.clientId, call) : null
  const users = found?.ok === true ? found.value.users : []
  const evidence = [
    context.keep({
      kind: 'exchange',
      title: 'WhoAmI and the users with this application id',
      body: { userId: who.ok ? who.value.userId : null, users, exchanges },
    }),
  ]
  if (!who.ok) return ofFailure(who.failure, evidence)
  if (found?.ok === false) return ofFailure(found.failure, evidence)
  const self = users.find((user) => user.systemUserId.toLowerCase() === who.value.userId.toLowerCase())
  return self === undefined ? notThisUser(users, tenant.clientId, evidence) : ofUser(self, users.length, evidence)
}

function ofUser(user: SystemUser, count: number, evidence: readonly string[]): Finding {
  const name = `${user.fullName ?? 'without a name'}${user.email === null ? '' : ` (${user.email})`}`
  if (user.isDisabled)
    return failed(`The application user ${name} is disabled.`, 'Enable it in the environment.', evidence)
  if (count > 1) {
    const detail = `Calls run as ${name}, but ${String(count)} users carry this application id.`
    return warned(detail, 'Remove the ones that are not used.', evidence)
  }
  return passed(`Calls run as ${name}, which is enabled.`, evidence)
}

function notThisUser(users: readonly SystemUser[], clientId: string, evidence: readonly string[]): Finding {
  return users.length === 0
    ? failed(`No user in this organisation carries the application id ${clientId}.`, HOW_TO_ADD, evidence)
    : failed(
        'Calls run as another user than the one with this application id.',
        'Compare the client id of the profile with the application user’s.',
        evidence,
      )
}

function ofFailure(failure: Failure, evidence: readonly string[]): Finding {
  const advice = adviseFailure(failure, 'en')
  return failed(advice.whatHappened, advice.whatToDo, evidence)
}
