import type { Result } from '../../shared/lib/result.ts'
import type { Failure } from '../../shared/model/failure.ts'
import type { CallContext } from '../d365/d365-client.ts'
import type { Privilege } from '../d365/metadata-reader.ts'
import { failed, passed, warned, watching, type Check, type CheckContext, type Finding } from './check-context.ts'
import {
  heldRoles,
  isAdministrator,
  isHunterIntegration,
  judgePrivileges,
  neededPrivileges,
  type HeldRole,
  type PrivilegeFinding,
} from './judge-privileges.ts'
import { listed, said, sayFailure, together, type Said } from './said.ts'
import { DEPTHS } from './say-depth.ts'
import { WHO_MAY } from './who-may.ts'

const HOW_TO_GRANT = said(
  'Power Platform admin centre, the environment, Settings, Users + permissions, Security roles: widen the role “Hunter Integration” and give it to the application user. A System Administrator of the environment may do it.',
  'Power Platform yönetim merkezi, ortam, Ayarlar, Kullanıcılar + izinler, Güvenlik rolleri: “Hunter Integration” rolünü genişletip uygulama kullanıcısına verin. Ortamın bir Sistem Yöneticisi yapabilir.',
)

const UNREADABLE = said(
  'The application user has no role at all, or none that lets it read its own rights.',
  'Uygulama kullanıcısının hiç rolü yok ya da kendi haklarını okumasına izin veren bir rolü yok.',
)

/** A2.2: what the application user may do, all roles together, and which role grants it. */
export const CHECK_A2_2: Check = {
  id: 'A2.2',
  title: 'Security roles and privileges',
  proves: said(
    'The application user may do everything a push needs, and sees every lead, so that no duplicate stays hidden.',
    'Uygulama kullanıcısı gönderimin gerektirdiği her şeyi yapabiliyor ve tüm adayları görüyor; hiçbir kopya gizli kalmıyor.',
  ),
  needs: 'user',
  places: ['security-roles', 'app-users'],
  run: async (context) => {
    const { call, exchanges } = watching(context)
    const rights = await readRights(context, call)
    if (rights.ok) return judge(context, rights.value)
    const body = { failure: rights.failure, exchanges }
    const evidence = context.keep({ kind: 'exchange', title: 'The user’s rights', body })
    return failed(together(UNREADABLE, sayFailure(rights.failure).what), HOW_TO_GRANT, [evidence])
  },
}

interface Rights {
  readonly effective: readonly Privilege[]
  readonly roles: readonly HeldRole[]
  /** False where roles or teams may not be read: then grants are incomplete, the verdict is not. */
  readonly areRolesKnown: boolean
}

async function readRights({ connection, whoAmI }: CheckContext, call: CallContext): Promise<Result<Rights, Failure>> {
  const who = await whoAmI()
  if (!who.ok) return who
  if (!connection.ok) return connection
  const { metadata } = connection.value.d365
  const { userId } = who.value
  const effective = await metadata.readUserPrivileges(userId, call)
  if (!effective.ok) return effective
  const [direct, teams] = [await metadata.readUserRoles(userId, call), await metadata.readUserTeams(userId, call)]
  const held = heldRoles(direct.ok ? direct.value.roles : [], teams.ok ? teams.value.teams : [])
  const roles: HeldRole[] = []
  let areRolesKnown = direct.ok && teams.ok
  for (const { role, team } of held) {
    const granted = await metadata.readRolePrivileges(role.roleId, call)
    if (!granted.ok) areRolesKnown = false
    roles.push({ role, team, privileges: granted.ok ? granted.value.privileges : [] })
  }
  return { ok: true, value: { effective: effective.value.privileges, roles, areRolesKnown } }
}

function judge(context: CheckContext, { effective, roles, areRolesKnown }: Rights): Finding {
  const findings = judgePrivileges(neededPrivileges({ setsOwner: context.tenant.owner !== null }), effective, roles)
  const evidence = [
    context.keep({
      kind: 'note',
      title: 'Needed and effective rights',
      body: {
        privileges: findings,
        roles: roles.map(({ role, team }) => ({ name: role.name, team })),
        privilegeCount: effective.length,
        areRolesKnown,
      },
    }),
  ]
  const lacking = findings.filter(({ weight, isEnough }) => weight === 'required' && !isEnough)
  if (lacking.length > 0) return failed(together(sayRoles(roles), ...lacking.map(sayLack)), HOW_TO_GRANT, evidence)
  const granted = together(sayRoles(roles), sayGrants(findings))
  const administrator = roles.find(isAdministrator)
  if (administrator !== undefined) return tooMuch(granted, administrator, evidence)
  const cleanUp = findings.filter(({ weight, isEnough }) => weight === 'clean-up' && !isEnough)
  if (cleanUp.length > 0) {
    const behind = said('Test leads could not be deleted.', 'Test adayları silinemez.')
    return warned(together(granted, ...cleanUp.map(sayLack), behind), HOW_TO_GRANT, evidence)
  }
  return passed(together(granted, sayOptional(findings)), evidence)
}

const tooMuch = (granted: Said, { role }: HeldRole, evidence: readonly string[]): Finding =>
  warned(
    together(
      granted,
      said(
        `The role ${role.name} grants everything, so whoever holds the secret may do everything.`,
        `${role.name} rolü her şeye izin verir; gizli anahtarı elinde tutan her şeyi yapabilir.`,
      ),
    ),
    together(
      said(
        'Give the application user a role of its own (“Hunter Integration”) and take this one away.',
        'Uygulama kullanıcısına kendi rolünü (“Hunter Integration”) verin ve bu rolü kaldırın.',
      ),
      WHO_MAY.manageUsers,
    ),
    evidence,
  )

function sayRoles(roles: readonly HeldRole[]): Said {
  if (roles.length === 0) return said('No role was found.', 'Hiçbir rol bulunamadı.')
  const en = roles.map(({ role, team }) => (team === null ? role.name : `${role.name} (by the team ${team})`))
  const tr = roles.map(({ role, team }) => (team === null ? role.name : `${role.name} (${team} ekibiyle)`))
  const hasOwn = roles.some(isHunterIntegration)
  return together(
    said(`Roles: ${listed(en).en}.`, `Roller: ${listed(tr).tr}.`),
    hasOwn ? null : said('There is no role “Hunter Integration”.', '“Hunter Integration” rolü yok.'),
  )
}

/** `prvReadLead (organisation, by Hunter Integration)`. */
function sayGrants(findings: readonly PrivilegeFinding[]): Said {
  const say = (language: keyof Said): string =>
    findings
      .flatMap(({ name, weight, found, grants }) => {
        if (weight === 'optional' || found === null) return []
        const by = [...new Set(grants.map(({ role }) => role))].join(', ')
        return [`${name} (${DEPTHS[found][language]}${by === '' ? '' : ` · ${by}`})`]
      })
      .join('; ')
  return said(`Granted: ${say('en')}.`, `Verilen haklar: ${say('tr')}.`)
}

function sayLack({ name, depth, found, grants }: PrivilegeFinding): Said {
  if (found === null) return said(`${name} is missing.`, `${name} hakkı yok.`)
  const by = listed([...new Set(grants.map(({ role }) => role))])
  return said(
    `${name} reaches only “${DEPTHS[found].en}”${by.en === '' ? '' : ` (by ${by.en})`}, needed is “${DEPTHS[depth].en}”.`,
    `${name} yalnızca “${DEPTHS[found].tr}” derinliğinde${by.tr === '' ? '' : ` (${by.tr})`}, gereken “${DEPTHS[depth].tr}”.`,
  )
}

function sayOptional(findings: readonly PrivilegeFinding[]): Said | null {
  const names = findings.filter(({ weight, found }) => weight === 'optional' && found === null).map(({ name }) => name)
  if (names.length === 0) return null
  const all = listed(names)
  return said(`Not granted and not needed today: ${all.en}.`, `Verilmemiş ve bugün gerekmeyen haklar: ${all.tr}.`)
}
