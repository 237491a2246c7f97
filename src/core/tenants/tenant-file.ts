import { invalidInput } from '../../shared/lib/invalid-input.ts'
import { ok, fail, type Result } from '../../shared/lib/result.ts'
import type { Failure } from '../../shared/model/failure.ts'
import {
  TENANT_FILE_FORMAT,
  TENANT_FILE_VERSION,
  TenantFileSchema,
  type TenantFile,
} from '../../shared/model/tenant-file.ts'
import type { Tenant } from '../../shared/model/tenant.ts'
import { invalidAt } from '../invalid-at.ts'

/** A profile as a file: what an admin decided about the tenant, and nothing that opens it. */
export function writeTenantFile(tenant: Tenant): string {
  const { name, environment, entraTenantId, clientId, baseUrl, apiVersion, appId, mappingProfile, ownMapping } = tenant
  const { existingLeadPolicy, maxRetries, matchKeys, linkForm, owner, network } = tenant
  const file: TenantFile = {
    format: TENANT_FILE_FORMAT,
    version: TENANT_FILE_VERSION,
    tenant: {
      ...{ name, environment, entraTenantId, clientId, baseUrl, apiVersion, appId, mappingProfile, ownMapping },
      ...{ existingLeadPolicy, maxRetries, matchKeys, linkForm, owner, network },
    },
  }
  return `${JSON.stringify(file, null, 2)}\n`
}

/** The profile in a file's text. Failures: InvalidInput, for what is no such file, one of a newer version, or a field that does not fit. */
export function readTenantFile(text: string): Result<TenantFile['tenant'], Failure> {
  const document = parse(text)
  if (!isMarked(document))
    return invalidAt(
      'file',
      'This is not a file that "tenant export" wrote.',
      'Bu, konsolun dışa aktardığı bir profil dosyası değil.',
    )
  if (typeof document.version === 'number' && document.version > TENANT_FILE_VERSION) {
    return invalidAt(
      'version',
      `The file has version ${document.version}; this console reads ${TENANT_FILE_VERSION}. Update the console.`,
      `Dosyanın sürümü ${document.version}; bu konsol ${TENANT_FILE_VERSION} sürümünü okur. Konsolu güncelleyin.`,
    )
  }
  const parsed = TenantFileSchema.safeParse(document)
  return parsed.success ? ok(parsed.data.tenant) : fail(invalidInput(parsed.error.issues))
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    return null
  }
}

const isMarked = (document: unknown): document is { readonly version?: unknown } =>
  typeof document === 'object' && document !== null && 'format' in document && document.format === TENANT_FILE_FORMAT
