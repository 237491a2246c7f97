import type { Cloud } from '../../shared/model/tenant.ts'

/** Who signs apps of a cloud in. GCC's organisations live in the public Entra ID. Source: Microsoft Learn, "National clouds". */
const LOGIN_ORIGINS: Readonly<Record<Cloud, string>> = {
  public: 'https://login.microsoftonline.com',
  gcc: 'https://login.microsoftonline.com',
  'gcc-high': 'https://login.microsoftonline.us',
  dod: 'https://login.microsoftonline.us',
  china: 'https://login.partner.microsoftonline.cn',
}

/** The authority of one Entra tenant: fixed per cloud, never taken from an answer. */
export const authorityOf = (cloud: Cloud, entraTenantId: string): string =>
  `${LOGIN_ORIGINS[cloud]}/${entraTenantId.toLowerCase()}`
