import { effectiveEnvironment, isTypeUnknown, type Environment, type Tenant } from '../../shared/model/tenant.ts'
import type { HunterFlag } from '../hunter/hunter-backend.ts'
import { passed, warned, type Check, type CheckContext } from './check-context.ts'
import { said, together, type Said } from './said.ts'

/** Hunter's own words for where it runs (`HUNTER_ENVIRONMENT`), as far as anybody writes them. */
const HUNTER_ENVIRONMENTS: ReadonlyMap<string, Environment> = new Map<string, Environment>([
  ['production', 'PROD'],
  ['prod', 'PROD'],
  ['staging', 'TEST'],
  ['test', 'TEST'],
  ['testing', 'TEST'],
  ['development', 'DEV'],
  ['dev', 'DEV'],
  ['local', 'DEV'],
])

interface Seen {
  readonly flag: HunterFlag
  readonly environment: string | null
  /** Leads pushed from here whose ids Hunter does not know yet. */
  readonly notWrittenBack: number
}

/** B1f: the feature flag here, and what Hunter says of its own. */
export const CHECK_B1F: Check = {
  id: 'B1f',
  title: 'Feature flag',
  proves: said(
    'Pushes from here are allowed, and Hunter’s own worker does not push the same leads a second time.',
    'Buradan gönderime izin var ve Hunter’ın kendi worker’ı aynı adayları ikinci kez göndermiyor.',
  ),
  needs: 'nothing',
  run: async (context) => {
    const { tenant, hunter } = context
    const seen = hunter.url === null ? NOBODY_ASKED : await ask(context)
    const body = { d365Enabled: tenant.d365Enabled, hunterUrl: hunter.url, ...seen }
    const evidence = [context.keep({ kind: 'note', title: 'The flag here and at Hunter', body })]
    const own = tenant.d365Enabled
      ? said('The flag is on: pushes are allowed.', 'Bayrak açık: gönderime izin var.')
      : said('The flag is off: every push is refused.', 'Bayrak kapalı: her gönderim reddedilir.')
    const [problem] = problemsOf(tenant, seen)
    if (problem === undefined) return passed(together(own, sayHunter(seen.flag)), evidence)
    const problems = problemsOf(tenant, seen).map(({ what }) => what)
    return warned(together(own, sayHunter(seen.flag), ...problems), problem.remedy, evidence)
  },
}

const NOBODY_ASKED: Seen = { flag: 'unknown', environment: null, notWrittenBack: 0 }

async function ask({ hunter, notWrittenBack }: CheckContext): Promise<Seen> {
  const { flag } = await hunter.flag()
  return { flag, environment: await hunter.environment(), notWrittenBack: notWrittenBack() }
}

const sayHunter = (flag: HunterFlag): Said | null => {
  if (flag === 'on') return said('Hunter’s own flag is on.', 'Hunter’ın kendi bayrağı açık.')
  return flag === 'off' ? said('Hunter’s own flag is off.', 'Hunter’ın kendi bayrağı kapalı.') : null
}

interface Problem {
  readonly what: Said
  readonly remedy: Said
}

function problemsOf(tenant: Tenant, { flag, environment, notWrittenBack }: Seen): readonly Problem[] {
  return [
    tenant.d365Enabled ? null : OWN_OFF,
    tenant.d365Enabled && flag === 'off' ? HUNTER_OFF : null,
    flag === 'on' && notWrittenBack > 0 ? secondPush(notWrittenBack) : null,
    otherEnvironment(tenant, environment),
  ].filter((problem) => problem !== null)
}

const OWN_OFF: Problem = {
  what: said('That is right until part A is done.', 'A bölümü bitene dek doğrusu budur.'),
  remedy: said(
    'Switch it on under Tenants when the rows of part A pass; whoever uses this console may do it.',
    'A satırları geçince Kiracılar’dan açın; bu konsolu kullanan açabilir.',
  ),
}

function otherEnvironment(tenant: Tenant, environment: string | null): Problem | null {
  const theirs = environment === null ? undefined : HUNTER_ENVIRONMENTS.get(environment.toLowerCase())
  const ours = isTypeUnknown(tenant) ? tenant.environment : effectiveEnvironment(tenant)
  if (theirs === undefined || theirs === ours) return null
  return {
    what: said(
      `Hunter runs as ${environment ?? ''} (${theirs}), the tenant is ${ours}.`,
      `Hunter ${environment ?? ''} (${theirs}) olarak çalışıyor, kiracı ise ${ours}.`,
    ),
    remedy: said(
      'Compare the Hunter URL with the tenant: one of them belongs to another environment; who runs Hunter may tell which.',
      'Hunter URL’sini kiracıyla karşılaştırın: biri başka bir ortama ait; hangisi olduğunu Hunter’ı işleten söyleyebilir.',
    ),
  }
}

/** Its own worker answers every push with `d365_disabled` then (hunter-facts 4.1). */
const HUNTER_OFF: Problem = {
  what: said('Its own worker pushes nothing.', 'Kendi worker’ı hiçbir şey göndermez.'),
  remedy: said(
    'Nothing to do while leads are pushed from here alone. For Hunter’s worker to push: HUNTER_D365_ENABLED=true in its .env and a restart (rows B1 and B2), after the ids were written back; who runs Hunter may do it.',
    'Adaylar yalnızca buradan gönderildiği sürece yapılacak bir şey yok. Hunter’ın worker’ı da gönderecekse: kimlikler geri yazıldıktan sonra .env dosyasında HUNTER_D365_ENABLED=true ve yeniden başlatma (B1 ve B2 satırları); Hunter’ı işleten yapabilir.',
  ),
}

const secondPush = (count: number): Problem => ({
  what: said(
    `${String(count)} leads pushed from here are unknown to Hunter, so its worker would push them again.`,
    `Buradan gönderilen ${String(count)} adayı Hunter bilmiyor; worker’ı onları yeniden gönderir.`,
  ),
  remedy: said(
    'Write the ids back first: leads export --for hunter makes the statements; who runs Hunter may apply them.',
    'Önce kimlikleri geri yazın: ifadeleri leads export --for hunter üretir; Hunter’ı işleten uygulayabilir.',
  ),
})
