import type { Failure } from '../../shared/model/failure.ts'
import type { SystemUser, TenantConnection } from '../d365/d365-client.ts'
import {
  connected,
  failed,
  passed,
  skipped,
  warned,
  watching,
  type Check,
  type CheckContext,
  type Finding,
} from './check-context.ts'
import { rowOfUserFailure } from './row-of-failure.ts'
import { said, sayFailure, together } from './said.ts'
import { WHO_MAY } from './who-may.ts'

const HOW_TO_ADD = said(
  'Power Platform admin centre, the environment, Settings, Users + permissions, Application users: add the app registration. A System Administrator of the environment may do it.',
  'Power Platform yönetim merkezi, ortam, Ayarlar, Kullanıcılar + izinler, Uygulama kullanıcıları: uygulama kaydını ekleyin. Ortamın bir Sistem Yöneticisi yapabilir.',
)

/**
 * A2.1: the application user exists, is enabled, and is who the token acts as.
 * Source: Microsoft Learn, "Manage application users in the Power Platform admin center"; "systemuser table reference".
 */
export const CHECK_A2_1: Check = {
  id: 'A2.1',
  title: 'Application user',
  proves: said(
    'The organisation knows the client as an enabled application user, and calls run as that user.',
    'Kuruluş istemciyi etkin bir uygulama kullanıcısı olarak tanıyor ve çağrılar o kullanıcıyla yürüyor.',
  ),
  needs: 'token',
  places: ['app-users'],
  run: async (context) => judgeUser(context, connected(context)),
}

async function judgeUser(context: CheckContext, { d365, tenant }: TenantConnection): Promise<Finding> {
  const who = await context.whoAmI()
  const { call, exchanges } = watching(context)
  const found = who.ok ? await d365.findApplicationUsers(tenant.clientId, call) : null
  const users = found?.ok === true ? found.value.users : []
  const evidence = [
    context.keep({
      kind: 'exchange',
      title: 'WhoAmI and the users with this application id',
      body: { userId: who.ok ? who.value.userId : null, failure: who.ok ? null : who.failure, users, exchanges },
    }),
  ]
  if (!who.ok) return ofFailure(who.failure, evidence)
  if (found?.ok === false) return unseen(found.failure, who.value.userId, evidence)
  const self = users.find((user) => user.systemUserId.toLowerCase() === who.value.userId.toLowerCase())
  return self === undefined ? notThisUser(users, tenant.clientId, evidence) : ofUser(self, users.length, evidence)
}

function ofUser(user: SystemUser, count: number, evidence: readonly string[]): Finding {
  const email = user.email === null ? '' : ` (${user.email})`
  const name = said(`${user.fullName ?? 'without a name'}${email}`, `${user.fullName ?? 'adsız'}${email}`)
  if (user.isDisabled) {
    return failed(
      said(`The application user ${name.en} is disabled.`, `Uygulama kullanıcısı ${name.tr} devre dışı.`),
      together(said('Enable it.', 'Etkinleştirin.'), WHO_MAY.manageUsers),
      evidence,
    )
  }
  if (count > 1) {
    return warned(
      said(
        `Calls run as ${name.en}, but ${String(count)} users carry this application id.`,
        `Çağrılar ${name.tr} olarak yürüyor ama bu uygulama kimliğini ${String(count)} kullanıcı taşıyor.`,
      ),
      together(said('Remove the ones that are not used.', 'Kullanılmayanları kaldırın.'), WHO_MAY.manageUsers),
      evidence,
    )
  }
  return passed(
    said(`Calls run as ${name.en}, which is enabled.`, `Çağrılar, etkin olan ${name.tr} kullanıcısıyla yürüyor.`),
    evidence,
  )
}

function notThisUser(users: readonly SystemUser[], clientId: string, evidence: readonly string[]): Finding {
  return users.length === 0
    ? failed(
        said(
          `No user in this organisation carries the application id ${clientId}.`,
          `Bu kuruluşta ${clientId} uygulama kimliğini taşıyan kullanıcı yok.`,
        ),
        HOW_TO_ADD,
        evidence,
      )
    : failed(
        said(
          'Calls run as another user than the one with this application id.',
          'Çağrılar bu uygulama kimliğinin kullanıcısından başka biriyle yürüyor.',
        ),
        together(
          said(
            'Compare the client id of the profile with the application user’s.',
            'Profildeki istemci kimliğini uygulama kullanıcısınınkiyle karşılaştırın.',
          ),
          WHO_MAY.manageUsers,
        ),
        evidence,
      )
}

/** D365 answers this user, so there is one and it is enabled; only the right to read users is missing. */
function unseen(failure: Failure, userId: string, evidence: readonly string[]): Finding {
  if (failure.kind !== 'D365PermissionError') return ofFailure(failure, evidence)
  return warned(
    said(
      `Calls run as the user ${userId}; its name cannot be read, because it may not read users.`,
      `Çağrılar ${userId} kullanıcısıyla yürüyor; kullanıcıları okuma hakkı olmadığından adı okunamıyor.`,
    ),
    together(
      said(
        'Give its role Read on the table User, at user depth or more.',
        'Rolüne Kullanıcı tablosunda en az kullanıcı derinliğinde Okuma verin.',
      ),
      WHO_MAY.manageUsers,
    ),
    evidence,
  )
}

function ofFailure(failure: Failure, evidence: readonly string[]): Finding {
  const { what, remedy } = sayFailure(failure)
  const blamed = rowOfUserFailure(failure)
  if (blamed !== 'A2.1') {
    return skipped(
      said(`D365 did not answer; row ${blamed} says why.`, `D365 yanıt vermedi; nedeni ${blamed} satırında.`),
    )
  }
  return failed(what, remedy, evidence)
}
