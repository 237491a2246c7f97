import type { D365Client } from '../d365/d365-client.ts'
import type { CallContext } from '../d365/d365-call.ts'
import type { MappingProfileName } from '../../shared/model/mapping.ts'
import { judgeMapping, neededByProfile } from '../leads/judge-mapping.ts'
import { MAPPING_PROFILES } from '../leads/mapping-profiles.ts'
import { targetColumns } from '../leads/target-columns.ts'

/**
 * The profile a tenant gets at its first connection: `hnt` where every one of its columns would take what a push sends, else `standard`, which
 * every organisation can take. Metadata that cannot be read says nothing for `hnt`.
 */
export async function firstProfile(
  d365: Pick<D365Client, 'metadata'>,
  context: CallContext,
): Promise<MappingProfileName> {
  const read = await d365.metadata.readLeadColumns(context)
  if (!read.ok) return 'standard'
  const findings = judgeMapping(neededByProfile(MAPPING_PROFILES.hnt), targetColumns(read.value.columns))
  return findings.every(({ blocks }) => !blocks) ? 'hnt' : 'standard'
}
