import type { SecretState } from '../../shared/model/tenant.ts'
import { attestedPart, failed, passed, warned, type Check, type CheckContext, type Finding } from './check-context.ts'

const DAY_MS = 86_400_000
/** The last days before a secret ends, and how loudly to say so. */
const WARN_DAYS = 60
const SOON_DAYS = 30
const URGENT_DAYS = 7

const HOW_TO_SET = 'Open Tenants and set the client secret: paste the value, not the id; Entra ID shows it only once.'

/** A1.3: the client secret lies in the operating system's keychain, and somebody knows when it ends. */
export const CHECK_A1_3: Check = {
  id: 'A1.3',
  title: 'Client secret stored safely, expiry known',
  proves: 'The credential is in the keychain of this machine and its end is known.',
  needs: [],
  run: async (context) => {
    const state = await context.secretState()
    const evidence = context.keep({
      kind: 'note',
      title: 'Where the credential is',
      body: { state, description: context.tenant.secretDescription, expiresAt: context.tenant.secretExpiresAt },
    })
    const finding = state === 'built-in' ? await ofSandbox(context) : ofLiveTenant(context, state)
    return { ...finding, evidence: [evidence] }
  },
}

/** The sandbox brings its own credential, which is no secret; what can be told here is whether this machine could keep a real one. */
async function ofSandbox({ ports }: CheckContext): Promise<Finding> {
  const keychain = await ports.secrets.availability()
  return keychain.isAvailable
    ? passed(`The sandbox brings its own credential. A real one would lie in ${keychain.name}.`)
    : warned(
        `The sandbox brings its own credential. This machine has no keychain for a real one: ${keychain.why}`,
        keychain.remedy,
      )
}

function ofLiveTenant(context: CheckContext, state: Exclude<SecretState, 'built-in'>): Finding {
  switch (state) {
    case 'missing':
      return failed('There is no client secret for this tenant.', HOW_TO_SET)
    case 'keychain-unavailable':
      return failed(
        'The keychain of this machine cannot be used, so the client secret cannot be read.',
        'Unlock or install the keychain (doctor says how), or keep the secret for this session only.',
      )
    case 'session':
      return warned(
        'The client secret is held in memory for this session only.',
        'Store it in the keychain when there is one; until then it must be given at each start.',
      )
    case 'keychain':
      return judgeExpiry(context)
  }
}

function judgeExpiry(context: CheckContext): Finding {
  const { tenant, ports } = context
  const vault =
    tenant.environment === 'PROD' ? attestedPart(context, 'A1.3', 'the KeyVault that holds it for production') : ''
  const where = `The client secret is in the keychain.${vault}`
  if (tenant.secretExpiresAt === null) {
    return warned(
      `${where} Nobody noted when it ends.`,
      'Note its expiry with the tenant; 24 months after its making is usual.',
    )
  }
  const daysLeft = Math.floor((Date.parse(tenant.secretExpiresAt) - ports.clock.now()) / DAY_MS)
  return judgeDaysLeft(where, daysLeft)
}

function judgeDaysLeft(where: string, daysLeft: number): Finding {
  if (daysLeft < 0) {
    return warned(
      `${where} By the date noted it ended ${String(-daysLeft)} days ago.`,
      'Make a new secret and store it now.',
    )
  }
  if (daysLeft > WARN_DAYS) return passed(`${where} It ends in ${String(daysLeft)} days.`)
  const tone = daysLeft <= URGENT_DAYS ? 'at once' : daysLeft <= SOON_DAYS ? 'this week' : 'soon'
  return warned(`${where} It ends in ${String(daysLeft)} days.`, `Make a new secret ${tone} and rotate to it.`)
}
