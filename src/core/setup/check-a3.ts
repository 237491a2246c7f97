import type { MappingFinding } from '../../shared/model/mapping.ts'
import { judgeMapping, neededByProfile } from '../leads/judge-mapping.ts'
import { columnsOfTenant, MAPPING_PROFILES } from '../leads/mapping-profiles.ts'
import { targetColumns } from '../leads/target-columns.ts'
import {
  connected,
  failed,
  passed,
  warned,
  watching,
  type Check,
  type CheckContext,
  type Finding,
} from './check-context.ts'
import { listed, said, sayColumn, sayFailure, together, type Said } from './said.ts'
import { WHO_MAY } from './who-may.ts'

const HOW_TO_MEND = said(
  'Create the missing columns (the console shows the plan first), mend the others in Power Apps, or choose the mapping profile “standard”, which needs no custom column. A System Customizer may do it.',
  'Eksik sütunları oluşturun (konsol önce planı gösterir), ötekileri Power Apps’te düzeltin ya da özel sütun gerektirmeyen “standard” eşleme profilini seçin. Bir Sistem Özelleştiricisi yapabilir.',
)

/** A3: every column that the chosen mapping profile fills exists and takes what is sent. */
export const CHECK_A3: Check = {
  id: 'A3',
  title: 'Custom lead columns',
  proves: said(
    'No push under the chosen mapping profile is refused because of a column.',
    'Seçilen eşleme profiliyle yapılan hiçbir gönderim sütun yüzünden reddedilmez.',
  ),
  needs: 'user',
  places: ['solutions'],
  run: async (context) => {
    const { d365 } = connected(context)
    const { call, exchanges } = watching(context)
    const read = await d365.metadata.readLeadColumns(call)
    if (!read.ok) {
      const body = { failure: read.failure, exchanges }
      return unreadable(sayFailure(read.failure).what, [
        context.keep({ kind: 'exchange', title: 'The columns of the lead table', body }),
      ])
    }
    const tenant = context.withProfileFor(read.value.columns)
    const mapped = columnsOfTenant(tenant)
    const findings = judgeMapping(neededByProfile(mapped), targetColumns(read.value.columns))
    return judge(context, findings, {
      profile: tenant.mappingProfile,
      expected: mapped.map(({ column }) => column),
      columns: read.value.columns.filter(
        ({ name }) => isOfAnyProfile(name) || mapped.some(({ column }) => column === name),
      ),
    })
  },
}

/** Kept as evidence too, so that two tenants can be compared under either one's profile. */
const isOfAnyProfile = (name: string): boolean =>
  Object.values(MAPPING_PROFILES).some((profile) => profile.some(({ column }) => column === name))

function judge(
  context: CheckContext,
  findings: readonly MappingFinding[],
  seen: { readonly profile: string; readonly expected: readonly string[]; readonly columns: readonly unknown[] },
): Finding {
  const evidence = [context.keep({ kind: 'note', title: 'Profile and columns', body: { ...seen, findings } })]
  const profile = said(`Profile ${seen.profile}.`, `Profil: ${seen.profile}.`)
  const told = together(profile, sayFindings(findings))
  if (findings.some(({ blocks }) => blocks)) return failed(told, HOW_TO_MEND, evidence)
  if (findings.length > 0) {
    const remedy = said(
      'If pushes are refused for it, give the column a default value or make it optional in Power Apps. A System Customizer may do it.',
      'Gönderimler bu yüzden reddedilirse Power Apps’te sütuna varsayılan değer verin ya da zorunluluğunu kaldırın. Bir Sistem Özelleştiricisi yapabilir.',
    )
    return warned(told, remedy, evidence)
  }
  const count = String(seen.expected.length)
  return passed(
    together(
      profile,
      said(`All ${count} columns exist and take what is sent.`, `${count} sütunun hepsi var ve gönderileni alıyor.`),
    ),
    evidence,
  )
}

/** What is missing in one sentence, however much it is. */
function sayFindings(findings: readonly MappingFinding[]): Said {
  const isMissing = ({ detail }: MappingFinding): boolean => detail.fault === 'missing'
  const names = listed(findings.filter(isMissing).map(({ column }) => column))
  const lack = said(`The lead table lacks ${names.en}.`, `Aday tablosunda bulunmayan: ${names.tr}.`)
  const others = findings.filter((finding) => !isMissing(finding)).map(sayColumn)
  return together(names.en === '' ? null : lack, ...others)
}

const unreadable = (what: Said, evidence: readonly string[]): Finding =>
  warned(
    together(said('The columns of the lead table cannot be read.', 'Aday tablosunun sütunları okunamıyor.'), what),
    together(
      said(
        'Give the application user’s role Read on Entity and Attribute; until then only a push shows whether its columns exist.',
        'Uygulama kullanıcısının rolüne Varlık ve Öznitelik üzerinde Okuma verin; o zamana dek sütunların varlığını yalnızca bir gönderim gösterir.',
      ),
      WHO_MAY.manageUsers,
    ),
    evidence,
  )
