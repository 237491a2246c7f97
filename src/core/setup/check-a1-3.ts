import type { SecretState } from '../../shared/model/tenant.ts'
import { expiryAt, type ExpiryLevel } from '../../shared/view/credential-expiry.ts'
import { failed, passed, warned, type Check, type CheckContext, type Finding } from './check-context.ts'
import { CREDENTIAL_WORDS, type CredentialWords } from './credential-words.ts'
import { rowOfTokenFailure } from './row-of-failure.ts'
import { said, sayFailure, together, type Said } from './said.ts'
import { WHO_MAY } from './who-may.ts'

/** How loudly to say that a credential ends. */
const URGENCY: Readonly<Record<Exclude<ExpiryLevel, 'later' | 'unknown'>, keyof CredentialWords['renew']>> = {
  expired: 'now',
  'within-7': 'atOnce',
  'within-30': 'thisWeek',
  'within-60': 'soon',
}

/** A1.3: the client secret, or the certificate's key, lies in the operating system's keychain, has not ended, and somebody knows when it will. */
export const CHECK_A1_3: Check = {
  id: 'A1.3',
  title: 'Client secret stored safely, expiry known',
  proves: said(
    'The credential is in the keychain of this machine, is still valid, and its end is known.',
    'Kimlik bilgisi bu makinenin anahtarlığında, hâlâ geçerli ve bitiş tarihi biliniyor.',
  ),
  needs: 'nothing',
  toAttest: said(
    'For PROD: the name of the Key Vault that holds the secret.',
    'PROD için: gizli anahtarı tutan Key Vault’un adı.',
  ),
  places: ['app-secrets'],
  run: async (context) => {
    const state = await context.secretState()
    const evidence = context.keep({
      kind: 'note',
      title: 'Where the credential is',
      body: { state, description: context.tenant.secretDescription, expiresAt: context.tenant.secretExpiresAt },
    })
    return { ...(await judge(context, state)), evidence: [evidence] }
  },
}

async function judge(context: CheckContext, state: SecretState): Promise<Finding> {
  const words = CREDENTIAL_WORDS[context.tenant.credential]
  const stored = state === 'built-in' ? null : ofStored(state, words)
  if (stored?.status === 'failed') return stored
  const token = await context.token()
  if (!token.ok && rowOfTokenFailure(token.failure) === 'A1.3') {
    const { what, remedy } = sayFailure(token.failure)
    return failed(what, remedy)
  }
  return stored ?? (state === 'built-in' ? ofSandbox(context) : judgeExpiry(context))
}

/** The sandbox brings its own credential, which is no secret; what can be told here is whether this machine could keep a real one. */
async function ofSandbox({ ports }: CheckContext): Promise<Finding> {
  const keychain = await ports.secrets.availability()
  return keychain.isAvailable
    ? passed(
        said(
          `The sandbox brings its own credential. A real one would lie in ${keychain.name}.`,
          `Sandbox kendi kimlik bilgisini getirir. Gerçek bir anahtar şurada dururdu: ${keychain.name}.`,
        ),
      )
    : warned(
        said(
          `The sandbox brings its own credential. This machine has no keychain for a real one: ${keychain.why}`,
          `Sandbox kendi kimlik bilgisini getirir. Bu makinede gerçek bir anahtar için anahtarlık yok: ${(keychain.tr ?? keychain).why}`,
        ),
        said(keychain.remedy, (keychain.tr ?? keychain).remedy),
      )
}

/** Null where the secret lies in the keychain, so that only its end is left to judge. */
function ofStored(state: Exclude<SecretState, 'built-in'>, words: CredentialWords): Finding | null {
  switch (state) {
    case 'missing':
      return failed(words.none, words.howToSet)
    case 'keychain-unavailable':
      return failed(
        words.unreadable,
        said(
          'Unlock or install the keychain (doctor says how), or keep the credential for this session only.',
          'Anahtarlığın kilidini açın ya da kurun (nasıl olduğunu doctor söyler) veya kimlik bilgisini yalnızca bu oturum için tutun.',
        ),
      )
    case 'session':
      return warned(
        words.session,
        said(
          'Store it in the keychain when there is one; until then it must be given at each start.',
          'Anahtarlık olduğunda orada saklayın; o zamana dek her başlangıçta verilmesi gerekir.',
        ),
      )
    case 'keychain':
      return null
  }
}

function judgeExpiry({ tenant, ports }: CheckContext): Finding {
  const words = CREDENTIAL_WORDS[tenant.credential]
  if (tenant.secretExpiresAt === null) {
    return warned(
      together(words.inKeychain, said('Nobody noted when it ends.', 'Ne zaman biteceğini kimse not etmemiş.')),
      said(
        'Note its expiry with the tenant; 24 months after its making is usual.',
        'Bitiş tarihini kiracıya not edin; oluşturulduktan 24 ay sonrası olağandır.',
      ),
    )
  }
  return judgeEnd(expiryAt(tenant.secretExpiresAt, ports.clock.now()), words)
}

function judgeEnd({ level, daysLeft }: ReturnType<typeof expiryAt>, { inKeychain, renew }: CredentialWords): Finding {
  const ends = together(inKeychain, level === 'expired' ? sayEnded(-daysLeft) : sayEnds(daysLeft))
  return level === 'later' ? passed(ends) : warned(ends, together(renew[URGENCY[level]], WHO_MAY.renewCredential))
}

const sayEnded = (daysAgo: number): Said =>
  daysAgo <= 1
    ? said('By the date noted it has just ended.', 'Not edilen tarihe göre süresi az önce doldu.')
    : said(
        `By the date noted it ended ${String(daysAgo)} days ago.`,
        `Not edilen tarihe göre ${String(daysAgo)} gün önce bitti.`,
      )

const sayEnds = (daysLeft: number): Said => {
  if (daysLeft < 1) return said('It ends within a day.', 'Bir gün içinde bitiyor.')
  const days = daysLeft === 1 ? 'a day' : `${String(daysLeft)} days`
  return said(`It ends in ${days}.`, `${String(daysLeft)} gün sonra bitiyor.`)
}
