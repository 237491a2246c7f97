import { fail, ok, type Result } from '../../shared/lib/result.ts'
import type { Failure } from '../../shared/model/failure.ts'
import { effectiveEnvironment, type Tenant } from '../../shared/model/tenant.ts'

/** The runbook's `.env` of a tenant, and for PROD the commands that put the secret into a KeyVault; neither holds the value there. */
export interface EnvFile {
  readonly text: string
  readonly keyVault: readonly string[]
}

/**
 * The seven variables of the runbook (B1) as every reader of `.env` files understands them: plain where nothing needs quoting, else in quotes.
 * `secret` null leaves the line out as a comment. On PROD a secret is refused whoever asks.
 */
export function writeEnvFile(tenant: Tenant, secret: string | null): Result<EnvFile, Failure> {
  const isProd = effectiveEnvironment(tenant) === 'PROD'
  if (tenant.credential === 'certificate' && secret !== null) {
    const message = `${tenant.name} signs in with a certificate and has no secret; Hunter needs one of its own.`
    return fail({ kind: 'InvalidInput', message, fields: [{ field: 'secret', message }] })
  }
  if (isProd && secret !== null) {
    return fail({
      kind: 'Refused',
      reason: 'environment_not_allowed',
      message: `${tenant.name} is a PROD tenant: its secret is never written to a file. Use the KeyVault commands.`,
    })
  }
  const quoted = secret === null ? null : quote(secret)
  if (secret !== null && quoted === null) {
    const message = 'The secret holds both kinds of quotes; no .env line would be read the same everywhere.'
    return fail({ kind: 'InvalidInput', message, fields: [{ field: 'secret', message }] })
  }
  const text = [
    `# ${oneLine(tenant.name)} (${effectiveEnvironment(tenant)}), runbook B1`,
    `HUNTER_D365_ENABLED=${String(tenant.d365Enabled)}`,
    `HUNTER_D365_BASE_URL=${tenant.baseUrl}`,
    `HUNTER_D365_CLIENT_ID=${tenant.clientId}`,
    quoted === null
      ? `# HUNTER_D365_CLIENT_SECRET= ${whereSecretIs(tenant, isProd)}`
      : `HUNTER_D365_CLIENT_SECRET=${quoted}`,
    `HUNTER_D365_TENANT_ID=${tenant.entraTenantId}`,
    `HUNTER_D365_API_VERSION=${tenant.apiVersion}`,
    `HUNTER_D365_APP_ID=${tenant.appId ?? ''}`,
    '',
  ].join('\n')
  return ok({ text, keyVault: keyVaultCommands(tenant) })
}

function whereSecretIs({ credential }: Tenant, isProd: boolean): string {
  if (credential === 'certificate') return 'Hunter needs a secret; this tenant signs in with a certificate'
  return isProd ? 'comes from the KeyVault' : 'left out; "--with-secret" writes it'
}

const oneLine = (text: string): string => text.replace(/[\p{Cc}\p{Cf}]/gu, ' ')

/** Null where no form of quoting is read alike by Node, Docker Compose and python-dotenv. */
function quote(value: string): string | null {
  if (/^[\w~.@%+:/-]+$/.test(value)) return value
  if (!value.includes("'")) return `'${value}'`
  return /["\\$`]/.test(value) ? null : `"${value}"`
}

/**
 * Ready to copy, for bash and zsh, then for PowerShell; the value is typed into the terminal, where no history keeps it. Source: Microsoft
 * Learn, "az keyvault secret set".
 */
const keyVaultCommands = ({ entraTenantId, clientId, baseUrl }: Tenant): readonly string[] => {
  const set = (name: string, value: string) =>
    `az keyvault secret set --vault-name "$VAULT" --name hunter-d365-${name} --value ${value} --output none`
  return [
    '# bash, zsh',
    'VAULT=your-keyvault',
    `printf 'Client secret: '; read -rs VALUE; ${set('client-secret', '"$VALUE"')}; unset VALUE`,
    '# PowerShell',
    '$VAULT = "your-keyvault"',
    `$VALUE = [Net.NetworkCredential]::new('', (Read-Host 'Client secret' -AsSecureString)).Password; ${set('client-secret', '"$VALUE"')}; Remove-Variable VALUE`,
    '# either',
    set('client-id', clientId),
    set('tenant-id', entraTenantId),
    set('base-url', baseUrl),
  ]
}
